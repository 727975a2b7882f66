// How each of a citizen's requests enters a box: whose it is, with which session, and whether the card has to wait.
import { type Principal, principalOf } from '@shishobako/http/access';
import { type BoxId, type DecisionId, randomId } from '@shishobako/kernel/ids';
import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { PortalContext } from './context.ts';
import { type BoxOfCard, waitOf } from './joined-card.ts';
import type { Session } from './portal-policy.ts';
import { problem } from './problems.ts';

/** The session of a token; a card's age that the token does not tell counts as endless. */
export function sessionOf(principal: Principal, box: BoxId, now: number, waitsUntil: number): Session {
  const cardAge = principal.authTime === null ? Number.MAX_SAFE_INTEGER : now / 1000 - principal.authTime;
  return { box, level: principal.level ?? 'L0', cardAge, waitsUntil };
}

export type Visit = { readonly principal: Principal; readonly session: Session; readonly id: DecisionId };

/** Who is asking, whose box it is, and the id this request's decision will have. */
export async function visitOf(context: PortalContext, request: FastifyRequest): Promise<Visit> {
  const principal = principalOf(request);
  const { rows } = await sql<BoxOfCard>`select id, card_since, card_told from box where sub = ${principal.sub}`.execute(context.db);
  const [box] = rows;
  if (!box) throw problem({ kind: 'box.none' });
  const id = randomId<DecisionId>();
  const waitsUntil = await waitOf(context, principal, box, id);
  return { principal, session: sessionOf(principal, box.id, context.clock(), waitsUntil), id };
}
