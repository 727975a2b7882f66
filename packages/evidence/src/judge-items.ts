// The items of a receipt together: each signed and in its log, in a possible order, none twice, no log with two histories; and what they prove.
import type { Evidence } from '@shishobako/contracts/evidence';
import type { ReceiptItem } from '@shishobako/contracts/receipt';
import type { TrustList } from '@shishobako/contracts/trust';
import { toBase64 } from '@shishobako/kernel/bytes';
import { type CheckedItem, checkItem, type Letter } from './check-receipt-item.ts';
import { type Statement, type Step, statementOf } from './receipt-statements.ts';

/** `where`: a path into the receipt, such as `items.2.evidence`. */
export type ReceiptProblem = { readonly kind: string; readonly where: string; readonly detail: string };

/** Clocks of different services may differ by this much. */
const clockTolerance = 5_000;
const senderClockTolerance = 300_000;

type Good = CheckedItem & { readonly index: number };
const timeOf = (evidence: Evidence): number => Date.parse(evidence.time);

function checkOrder(created: number, steps: readonly Step[], good: readonly Good[], now: number): ReceiptProblem[] {
  const problems: ReceiptProblem[] = [];
  const late = (index: number, detail: string) => problems.push({ kind: 'time.order', where: `items.${index}.evidence`, detail });
  for (const { evidence, index } of good) {
    if (timeOf(evidence) > now + clockTolerance) late(index, `${evidence.event} lies in the future`);
    if (timeOf(evidence) < created - senderClockTolerance) late(index, `${evidence.event} lies before the letter was made`);
  }
  const firsts = steps.map(({ events }) => firstOf(standing(good), events)).filter((item) => item !== undefined);
  for (const [i, later] of firsts.entries()) {
    const earlier = firsts[i - 1];
    if (!earlier) continue;
    const allowed = earlier.evidence.issuer.service === later.evidence.issuer.service ? 0 : clockTolerance;
    if (timeOf(later.evidence) < timeOf(earlier.evidence) - allowed)
      late(later.index, `${later.evidence.event} lies before ${earlier.evidence.event}`);
  }
  return problems;
}

const firstOf = (good: readonly Good[], events: Step['events']): Good | undefined =>
  good.filter((item) => events.includes(item.evidence.event)).toSorted((a, b) => timeOf(a.evidence) - timeOf(b.evidence))[0];

/** The same evidence twice, or two heads of one log that cannot both be true. */
function checkTogether(good: readonly Good[]): ReceiptProblem[] {
  const problems: ReceiptProblem[] = [];
  const ids = new Set<string>();
  const places = new Map<string, string>();
  for (const { evidence, proven, index } of good) {
    if (ids.has(evidence.id)) problems.push({ kind: 'evidence.repeated', where: `items.${index}.evidence`, detail: evidence.id });
    ids.add(evidence.id);
    if (!proven) continue;
    const { origin, size, root } = proven.checkpoint;
    const claims = [
      [`${origin} head ${size}`, toBase64(root)],
      [`${origin} leaf ${proven.index}`, evidence.id],
    ] as const;
    for (const [place, value] of claims) {
      if ((places.get(place) ?? value) !== value) problems.push({ kind: 'log.split', where: `items.${index}.proof`, detail: place });
      places.set(place, value);
    }
  }
  return problems;
}

/** A handover whose seal did not open was none: the keyserver took it back (ADR 0013), and the sender gains no opening by it. */
function standing(good: readonly Good[]): Good[] {
  const takenBack = new Set(
    good.flatMap(({ evidence }) => (evidence.event === 'open.failed' && evidence.previous ? [evidence.previous] : [])),
  );
  return good.filter(({ evidence }) => !takenBack.has(evidence.id));
}

function state(steps: readonly Step[], good: readonly Good[]): Statement[] {
  const found = steps.map((step) => ({ step, item: firstOf(good, step.events) }));
  const last = found.findLastIndex(({ item }) => item !== undefined);
  return found.map(({ step, item }, i) => {
    if (item) return statementOf(step, item.proven ? 'proven' : 'provisional', item.evidence);
    const needed = i < 2 || i < last;
    return statementOf(step, needed ? 'missing' : 'not-claimed', null);
  });
}

export type JudgedItems = {
  readonly evidence: readonly Evidence[];
  readonly statements: readonly Statement[];
  readonly problems: readonly ReceiptProblem[];
  /** Whatever is claimed stands in its log, and the first two steps are claimed. */
  readonly complete: boolean;
};

/** `now`: milliseconds since 1970. */
export async function judgeItems(
  items: readonly ReceiptItem[],
  about: { readonly letter: Letter; readonly steps: readonly Step[]; readonly trust: TrustList; readonly now: number },
): Promise<JudgedItems> {
  const { letter, steps, trust, now } = about;
  const problems: ReceiptProblem[] = [];
  const good: Good[] = [];
  for (const [index, item] of items.entries()) {
    const checked = await checkItem(item, letter, trust);
    if (checked.ok) good.push({ ...checked.value, index });
    else problems.push({ kind: checked.error.kind, where: `items.${index}.${checked.error.member}`, detail: checked.error.detail });
  }
  problems.push(...checkOrder(Date.parse(letter.header.created), steps, good, now), ...checkTogether(good));
  const statements = state(steps, standing(good));
  const complete = statements.every(({ status }) => status === 'proven' || status === 'not-claimed') && good.every(({ proven }) => proven);
  return { evidence: good.map(({ evidence }) => evidence), statements, problems, complete };
}
