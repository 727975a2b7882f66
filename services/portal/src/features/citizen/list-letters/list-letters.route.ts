// GET /v1/citizen/letters: newest first, with one decision that lets the keyserver release the titles this sign-in may see (SVC-18).
import { LetterPage } from '@shishobako/contracts/citizen-api';
import type { DecisionExplanation } from '@shishobako/contracts/decision';
import { Timestamp } from '@shishobako/contracts/primitives';
import { AgencyId, EnvelopeId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import type { DecisionSigner } from '../../../adapters/decision-signer.ts';
import { checkDecision, inBox, type PortalContext } from '../../../context.ts';
import { readCursor, writeCursor } from '../../../cursor.ts';
import { byOwner, recordAccess } from '../../../history.repo.ts';
import { letterItems } from '../../../letter-items.ts';
import { countLetters, factsOf, type LetterRow, listLetters, summaryOf } from '../../../letters.repo.ts';
import type { Session } from '../../../portal-policy.ts';
import { visitOf } from '../../../visit.ts';

const Query = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  state: z.enum(['unread', 'read', 'all']).default('all'),
  agency: AgencyId.optional(),
});
const CursorValue = z.tuple([Timestamp, EnvelopeId]);

export function listLettersRoute(context: PortalContext, sign: DecisionSigner): void {
  const { server, access, db, clock, policy } = context;

  /** Letters whose title this session may see. The rule looks at class and level only, so each pair is decided once. */
  function withTitle(letters: readonly LetterRow[], session: Session): LetterRow[] {
    const decided = new Map<string, DecisionExplanation>();
    return letters.filter((letter) => {
      const facts = factsOf(letter, session.box);
      const kind = `${facts.class} ${facts.requiredLevel}`;
      const decision = decided.get(kind) ?? policy.onLetter('letter.title', session, facts);
      decided.set(kind, decision);
      return decision.result === 'allow';
    });
  }

  server.get(
    '/v1/citizen/letters',
    {
      config: { access: access('letter.list', { scope: 'box' }) },
      schema: { summary: 'Letters of the box, newest first', querystring: Query, response: { 200: LetterPage } },
    },
    async (request) => {
      const { principal, session, id } = await visitOf(context, request);
      const decision = checkDecision(policy.onBox('letter.list', session, id));
      const { limit, state, agency, cursor } = request.query;
      const after = readCursor(CursorValue, cursor);
      const found = await inBox(db, session.box, id, async (trx) => {
        const page = { limit: limit + 1, after: after && { arrived: after[0], env: after[1] } };
        const letters = await listLetters(trx, session.box, { state, agency }, page);
        const shown = letters.slice(0, limit);
        await recordAccess(trx, session.box, clock(), byOwner('letter.listed', session, decision, { count: shown.length }));
        return { shown, more: letters.length > limit, counts: await countLetters(trx, session.box, { state, agency }) };
      });
      const titled = withTitle(found.shown, session);
      const last = found.shown.at(-1);
      return {
        items: found.shown.map(summaryOf),
        titleDecision:
          titled.length > 0
            ? sign({
                explanation: decision,
                action: 'letter.list',
                items: letterItems(titled, ['title']),
                session,
                jkt: principal.jkt,
                purpose: 'own-box',
              })
            : null,
        next: found.more && last ? writeCursor([last.arrived.toISOString(), last.env]) : null,
        ...found.counts,
      };
    },
  );
}
