// GET /v1/citizen/history (SVC-21): who did what to which item, when, and by which authority; reading it is itself a line of it.
import { HistoryPage } from '@shishobako/contracts/citizen-api';
import { EnvelopeId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { checkDecision, inBox, type PortalContext } from '../../../context.ts';
import { readCursor, writeCursor } from '../../../cursor.ts';
import { byOwner, listAccess, recordAccess } from '../../../history.repo.ts';
import { visitOf } from '../../../visit.ts';

const Query = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  env: EnvelopeId.optional(),
});

export function readHistoryRoute(context: PortalContext): void {
  const { server, access, db, clock, policy } = context;
  server.get(
    '/v1/citizen/history',
    {
      config: { access: access('history.read', { scope: 'box' }) },
      schema: { summary: 'History of the box, newest first', querystring: Query, response: { 200: HistoryPage } },
    },
    async (request) => {
      const { session, id } = await visitOf(context, request);
      const decision = checkDecision(policy.onBox('history.read', session, id));
      const { limit, env, cursor } = request.query;
      const after = readCursor(z.uuid(), cursor);
      return inBox(db, session.box, id, async (trx) => {
        const events = await listAccess(trx, session.box, { after, env, limit: limit + 1 });
        const items = events.slice(0, limit);
        await recordAccess(trx, session.box, clock(), byOwner('history.read', session, decision, { count: items.length }));
        const last = items.at(-1);
        return { items, next: events.length > limit && last ? writeCursor(last.id) : null };
      });
    },
  );
}
