// What a receipt says in words, for people: one sentence for each proven or missing step, Japanese and English.
import type { Evidence, EvidenceEvent, EvidenceService } from '@shishobako/contracts/evidence';
import type { Bilingual } from '@shishobako/contracts/primitives';

export type What = 'submitted' | 'arrived' | 'opened' | 'displayed' | 'answered';
/** `provisional`: signed, but its place in the log is not proven yet. `not-claimed`: the receipt does not speak of it. */
export type StatementStatus = 'proven' | 'provisional' | 'missing' | 'not-claimed';
export type Statement = {
  readonly what: What;
  readonly time: string | null;
  readonly by: EvidenceService;
  readonly status: StatementStatus;
  readonly ja: string;
  readonly en: string;
};

export type Step = {
  readonly what: What;
  /** One of these happens. */
  readonly events: readonly EvidenceEvent[];
  readonly by: EvidenceService;
  readonly text: Bilingual;
};

export const letterSteps: readonly Step[] = [
  {
    what: 'submitted',
    events: ['submit.accepted'],
    by: 'platform',
    text: { ja: '差出機関が送付し、プラットフォームが受け付けました', en: 'The sender submitted the letter and the platform accepted it' },
  },
  {
    what: 'arrived',
    events: ['box.arrived'],
    by: 'portal',
    text: { ja: '受取人の私書箱に到達しました', en: 'The letter arrived in the recipient’s box' },
  },
  {
    what: 'opened',
    events: ['open.handover'],
    by: 'keyserver',
    text: { ja: '受取人に鍵を渡し、開封されました', en: 'The key was handed to the recipient: the letter was opened' },
  },
  {
    what: 'displayed',
    events: ['open.ack'],
    by: 'portal',
    text: { ja: '受取人の端末に表示されました', en: 'The letter was shown on the recipient’s device' },
  },
];

export const applicationSteps: readonly Step[] = [
  {
    what: 'submitted',
    events: ['apply.accepted'],
    by: 'platform',
    text: { ja: '申請が送られ、プラットフォームが受け付けました', en: 'The application was handed in and the platform accepted it' },
  },
  {
    what: 'arrived',
    events: ['apply.arrived'],
    by: 'platform',
    text: { ja: '申請が機関の台帳に届きました', en: 'The application arrived in the agency’s records' },
  },
  {
    what: 'answered',
    events: ['apply.received', 'apply.returned'],
    by: 'platform',
    text: { ja: '機関が答えました', en: 'The agency answered' },
  },
];
const outcomes: Partial<Record<EvidenceEvent, Bilingual>> = {
  'apply.received': { ja: '機関が申請を受理しました', en: 'The agency accepted the application' },
  'apply.returned': { ja: '機関が申請の補正を求めました', en: 'The agency asked for a correction' },
};

const suffix: Record<StatementStatus, Bilingual> = {
  proven: { ja: '（証明済み）', en: ' (proven)' },
  provisional: { ja: '（署名あり・記録簿での証明は未了）', en: ' (signed; its place in the log is not proven yet)' },
  missing: { ja: '：証拠がありません', en: ': no evidence' },
  'not-claimed': { ja: '：この受領証には記載がありません', en: ': this receipt does not speak of it' },
};

/** One line of a receipt in both languages; `evidence` null where there is none. */
export function statementOf(step: Step, status: StatementStatus, evidence: Pick<Evidence, 'event' | 'time'> | null): Statement {
  const { ja, en } = suffix[status];
  const text = (evidence && outcomes[evidence.event]) ?? step.text;
  return { what: step.what, time: evidence?.time ?? null, by: step.by, status, ja: text.ja + ja, en: text.en + en };
}
