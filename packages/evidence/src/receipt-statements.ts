// What a receipt says in words, for people: one sentence for each proven or missing step, Japanese and English.
import type { EvidenceEvent, EvidenceService } from '@shishobako/contracts/evidence';
import type { Bilingual } from '@shishobako/contracts/primitives';

export type What = 'submitted' | 'arrived' | 'opened' | 'displayed';
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

export const steps: readonly {
  readonly what: What;
  readonly event: EvidenceEvent;
  readonly by: EvidenceService;
  readonly text: Bilingual;
}[] = [
  {
    what: 'submitted',
    event: 'submit.accepted',
    by: 'platform',
    text: { ja: '差出機関が送付し、プラットフォームが受け付けました', en: 'The sender submitted the letter and the platform accepted it' },
  },
  {
    what: 'arrived',
    event: 'box.arrived',
    by: 'portal',
    text: { ja: '受取人の私書箱に到達しました', en: 'The letter arrived in the recipient’s box' },
  },
  {
    what: 'opened',
    event: 'open.handover',
    by: 'keyserver',
    text: { ja: '受取人に鍵を渡し、開封されました', en: 'The key was handed to the recipient: the letter was opened' },
  },
  {
    what: 'displayed',
    event: 'open.ack',
    by: 'portal',
    text: { ja: '受取人の端末に表示されました', en: 'The letter was shown on the recipient’s device' },
  },
];

const suffix: Record<StatementStatus, Bilingual> = {
  proven: { ja: '（証明済み）', en: ' (proven)' },
  provisional: { ja: '（署名あり・記録簿での証明は未了）', en: ' (signed; its place in the log is not proven yet)' },
  missing: { ja: '：証拠がありません', en: ': no evidence' },
  'not-claimed': { ja: '：この受領証には記載がありません', en: ': this receipt does not speak of it' },
};

export function statementOf(step: (typeof steps)[number], status: StatementStatus, time: string | null): Statement {
  const { ja, en } = suffix[status];
  return { what: step.what, time, by: step.by, status, ja: step.text.ja + ja, en: step.text.en + en };
}
