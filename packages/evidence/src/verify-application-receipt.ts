// Checks the proof a citizen keeps of an application (申請), offline with the trust list alone: handed in, arrived, answered, and by which signed
// answer. Which form it was stays sealed; the proof speaks of it by its hash.
import { ApplicationAnswer, ApplicationReceipt, applicationAnswerTyp } from '@shishobako/contracts/application';
import type { TrustList } from '@shishobako/contracts/trust';
import { jsonSha256, sha256Base64url } from '@shishobako/crypto/web/digest';
import { leafKey, verifyCompact } from '@shishobako/crypto/web/jws';
import type { CheckSender } from '@shishobako/crypto/web/open-envelope';
import { utf8 } from '@shishobako/kernel/bytes';
import { type JudgedItems, judgeItems, type ReceiptProblem } from './judge-items.ts';
import { applicationSteps } from './receipt-statements.ts';
import type { ReceiptVerdict } from './verify-receipt.ts';

type Options = { readonly now: number; readonly checkSender: CheckSender };

/** Signed by the agency applied to, about this header, and the very answer the evidence names. */
async function checkAnswer(
  { answer, header }: ApplicationReceipt,
  headerSha256: string,
  evidence: JudgedItems['evidence'],
  { checkSender }: Options,
): Promise<ReceiptProblem[]> {
  const wrong = (kind: string, detail: string): ReceiptProblem[] => [{ kind, where: 'answer', detail }];
  const told = evidence.find(({ event }) => event === 'apply.received' || event === 'apply.returned');
  if (answer === null) return told ? wrong('answer.missing', told.event) : [];
  const signed = await verifyCompact(answer, applicationAnswerTyp, leafKey);
  if (!signed.ok) return wrong('answer.signature', signed.error.kind);
  const said = ApplicationAnswer.safeParse(signed.value.payload);
  if (!said.success) return wrong('answer.malformed', said.error.issues[0]?.path.join('.') ?? '');
  const sender = await checkSender(signed.value.header.x5c ?? [], said.data.time);
  if (!sender.ok) return wrong('answer.signature', sender.error.kind);
  if (sender.value.agency !== header.to || said.data.agency !== header.to) return wrong('answer.other-agency', sender.value.agency);
  if (said.data.env !== header.env || said.data.headerSha256 !== headerSha256) return wrong('answer.other-application', said.data.env);
  if (told && (told.subject !== (await sha256Base64url(utf8(answer))) || told.event !== `apply.${said.data.outcome}`))
    return wrong('answer.other-answer', told.event);
  return [];
}

/** As `verifyReceipt`; `from` is the person's alias at the agency. */
export async function verifyApplicationReceipt(input: unknown, trust: TrustList, options: Options): Promise<ReceiptVerdict> {
  const parsed = ApplicationReceipt.safeParse(input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({
      kind: 'receipt.malformed',
      where: path.join('.'),
      detail: message,
    }));
    return { verdict: 'wrong', env: null, from: null, statements: [], problems };
  }
  const receipt = parsed.data;
  const { header } = receipt;
  const letter = { header, headerSha256: await jsonSha256(header) };
  const judged = await judgeItems(receipt.items, { letter, steps: applicationSteps, trust, now: options.now });
  const problems = [...judged.problems, ...(await checkAnswer(receipt, letter.headerSha256, judged.evidence, options))];
  const verdict = problems.length > 0 ? 'wrong' : judged.complete ? 'proven' : 'missing';
  return { verdict, env: header.env, from: header.from, statements: judged.statements, problems };
}
