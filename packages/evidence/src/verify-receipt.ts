// Checks a receipt offline with the trust list alone (SEC-02): who sent what, and which steps of its delivery are proven.
// Runs in Node and in browsers. Anything that does not fit makes the receipt wrong and is named; nothing is guessed.
import { Receipt } from '@shishobako/contracts/receipt';
import type { TrustList } from '@shishobako/contracts/trust';
import { jsonSha256 } from '@shishobako/crypto/web/digest';
import { type CheckSender, checkEnvelopeSender } from '@shishobako/crypto/web/open-envelope';
import { judgeItems, type ReceiptProblem } from './judge-items.ts';
import { letterSteps, type Statement } from './receipt-statements.ts';

export type ReceiptVerdict = {
  /** `proven`: submission and arrival stand, and whatever else it claims. `missing`: signed parts fit, but a proof or a step is not there. */
  readonly verdict: 'proven' | 'missing' | 'wrong';
  readonly env: string | null;
  readonly from: string | null;
  readonly statements: readonly Statement[];
  readonly problems: readonly ReceiptProblem[];
};

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
  const letter = { header: receipt.header, headerSha256: await jsonSha256(receipt.header) };
  const judged = await judgeItems(receipt.items, { letter, steps: letterSteps, trust, now: options.now });
  problems.push(...judged.problems);
  const { statements, complete } = judged;
  const verdict = problems.length > 0 ? 'wrong' : complete ? 'proven' : 'missing';
  return { verdict, env: receipt.header.env, from: receipt.header.from, statements, problems };
}
