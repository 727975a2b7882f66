// Checks a receipt offline with the trust list alone (SEC-02): who sent what, and which steps of its delivery are proven.
// Runs in Node and in browsers. Anything that does not fit makes the receipt wrong and is named; nothing is guessed.
import type { Evidence } from '@shishobako/contracts/evidence';
import { Receipt } from '@shishobako/contracts/receipt';
import type { TrustList } from '@shishobako/contracts/trust';
import { jsonSha256 } from '@shishobako/crypto/web/digest';
import { type CheckSender, checkEnvelopeSender } from '@shishobako/crypto/web/open-envelope';
import { toBase64 } from '@shishobako/kernel/bytes';
import { type CheckedItem, checkItem } from './check-receipt-item.ts';
import { type Statement, statementOf, steps } from './receipt-statements.ts';

/** `where`: a path into the receipt, such as `items.2.evidence`. */
export type ReceiptProblem = { readonly kind: string; readonly where: string; readonly detail: string };
export type ReceiptVerdict = {
  /** `proven`: submission and arrival stand, and whatever else it claims. `missing`: signed parts fit, but a proof or a step is not there. */
  readonly verdict: 'proven' | 'missing' | 'wrong';
  readonly env: string | null;
  readonly from: string | null;
  readonly statements: readonly Statement[];
  readonly problems: readonly ReceiptProblem[];
};

/** Clocks of different services may differ by this much. */
const clockTolerance = 5_000;
const senderClockTolerance = 300_000;

type Good = CheckedItem & { readonly index: number };
const timeOf = (evidence: Evidence): number => Date.parse(evidence.time);

function checkOrder(receipt: Receipt, good: readonly Good[], now: number): ReceiptProblem[] {
  const problems: ReceiptProblem[] = [];
  const late = (index: number, detail: string) => problems.push({ kind: 'time.order', where: `items.${index}.evidence`, detail });
  const created = Date.parse(receipt.header.created);
  for (const { evidence, index } of good) {
    if (timeOf(evidence) > now + clockTolerance) late(index, `${evidence.event} lies in the future`);
    if (timeOf(evidence) < created - senderClockTolerance) late(index, `${evidence.event} lies before the letter was made`);
  }
  const firsts = steps.map(({ event }) => firstOf(good, event)).filter((item) => item !== undefined);
  for (const [i, later] of firsts.entries()) {
    const earlier = firsts[i - 1];
    if (!earlier) continue;
    const allowed = earlier.evidence.issuer.service === later.evidence.issuer.service ? 0 : clockTolerance;
    if (timeOf(later.evidence) < timeOf(earlier.evidence) - allowed)
      late(later.index, `${later.evidence.event} lies before ${earlier.evidence.event}`);
  }
  return problems;
}

const firstOf = (good: readonly Good[], event: string): Good | undefined =>
  good.filter((item) => item.evidence.event === event).toSorted((a, b) => timeOf(a.evidence) - timeOf(b.evidence))[0];

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

function state(good: readonly Good[]): Statement[] {
  const found = steps.map((step) => ({ step, item: firstOf(good, step.event) }));
  const last = found.findLastIndex(({ item }) => item !== undefined);
  return found.map(({ step, item }, i) => {
    if (item) return statementOf(step, item.proven ? 'proven' : 'provisional', item.evidence.time);
    const needed = i < 2 || i < last;
    return statementOf(step, needed ? 'missing' : 'not-claimed', null);
  });
}

/** `checkSender`: certificate path validation of the sender, as for letters. `now`: milliseconds since 1970. */
export async function verifyReceipt(
  input: unknown,
  trust: TrustList,
  options: { readonly now: number; readonly checkSender: CheckSender },
): Promise<ReceiptVerdict> {
  const parsed = Receipt.safeParse(input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({
      kind: 'receipt.malformed',
      where: path.map(String).join('.'),
      detail: message,
    }));
    return { verdict: 'wrong', env: null, from: null, statements: [], problems };
  }
  const receipt = parsed.data;
  const problems: ReceiptProblem[] = [];
  const sender = await checkEnvelopeSender(receipt.header, receipt.signature, options.checkSender);
  if (!sender.ok) {
    const detail = 'cause' in sender.error ? sender.error.cause.kind : `not ${receipt.header.from}`;
    problems.push({ kind: sender.error.kind, where: 'signature', detail });
  }
  const headerSha256 = await jsonSha256(receipt.header);
  const good: Good[] = [];
  for (const [index, item] of receipt.items.entries()) {
    const checked = await checkItem(item, { header: receipt.header, headerSha256 }, trust);
    if (checked.ok) good.push({ ...checked.value, index });
    else problems.push({ kind: checked.error.kind, where: `items.${index}.${checked.error.member}`, detail: checked.error.detail });
  }
  problems.push(...checkOrder(receipt, good, options.now), ...checkTogether(good));
  const statements = state(good);
  const complete = statements.every(({ status }) => status === 'proven' || status === 'not-claimed') && good.every(({ proven }) => proven);
  const verdict = problems.length > 0 ? 'wrong' : complete ? 'proven' : 'missing';
  return { verdict, env: receipt.header.env, from: receipt.header.from, statements, problems };
}
