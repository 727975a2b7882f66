// How a request enters one letter. Unknown, malformed and another person's id take the same path and get the same answer: the row is
// looked for in this person's own box, where it is not (row-level security hides the rest).
import type { DecisionExplanation } from '@shishobako/contracts/decision';
import { EnvelopeId } from '@shishobako/kernel/ids';
import type { FastifyRequest } from 'fastify';
import { inBox, type PortalContext, refusal, type Trx } from './context.ts';
import { aboutLetter, byOwner, recordAccess } from './history.repo.ts';
import { factsOf, findLetter, type LetterRow } from './letters.repo.ts';
import type { LetterAction } from './portal-policy.ts';
import { problem } from './problems.ts';
import { type Visit, visitOf } from './visit.ts';

export type LetterVisit = Visit & { readonly letter: LetterRow; readonly decision: DecisionExplanation };

/** Runs `work` when the letter is there and the decision allows; a refusal is written to the history and committed. */
export async function visitLetter<T>(
  context: PortalContext,
  request: FastifyRequest,
  params: { readonly env: string },
  action: LetterAction,
  work: (trx: Trx, visit: LetterVisit) => Promise<T>,
): Promise<T> {
  const visit = await visitOf(context, request);
  const { session, id } = visit;
  const asked = EnvelopeId.safeParse(params.env);
  const env = asked.success ? asked.data : crypto.randomUUID();
  const outcome = await inBox(context.db, session.box, id, async (trx) => {
    const letter = await findLetter(trx, session.box, env);
    if (!letter) return { kind: 'absent' as const };
    const decision = context.policy.onLetter(action, session, factsOf(letter, session.box), id);
    if (decision.result === 'allow') return { kind: 'done' as const, value: await work(trx, { ...visit, letter, decision }) };
    await recordAccess(trx, session.box, context.clock(), byOwner('letter.refused', session, decision, aboutLetter(letter)));
    return { kind: 'refused' as const, decision };
  });
  if (outcome.kind === 'absent') throw problem({ kind: 'letter.not-found' });
  if (outcome.kind === 'refused') throw refusal(outcome.decision);
  return outcome.value;
}
