// PUT /v1/citizen/box: makes the box at first use, else returns it.
import { Box } from '@shishobako/contracts/citizen-api';
import { type Principal, principalOf } from '@shishobako/http/access';
import { rfc3339 } from '@shishobako/kernel/clock';
import { type BoxId, type DecisionId, randomId } from '@shishobako/kernel/ids';
import { sql } from 'kysely';
import { checkDecision, inBox, type PortalContext } from '../../../context.ts';
import { byOwner, recordAccess } from '../../../history.repo.ts';
import { type BoxOfCard, waitOf } from '../../../joined-card.ts';
import { sessionOf } from '../../../visit.ts';

type Row = { id: BoxId; opened: Date; unread: number; links: number };

export function openBoxRoute(context: PortalContext): void {
  const { server, access, db, clock, policy } = context;

  async function ensureBox({ sub, cardSince }: Principal): Promise<{ box: BoxOfCard; made: boolean }> {
    const fresh = randomId<BoxId>();
    const since = cardSince === null ? null : new Date(cardSince * 1000);
    await sql`
      insert into box (id, sub, opened, card_since) values (${fresh}, ${sub}, ${rfc3339(clock())}, ${since})
      on conflict (sub) do nothing`.execute(db);
    const { rows } = await sql<BoxOfCard>`select id, card_since, card_told from box where sub = ${sub}`.execute(db);
    const [box] = rows;
    if (!box) throw new Error('a box was neither there nor made');
    return { box, made: box.id === fresh };
  }

  server.put(
    '/v1/citizen/box',
    {
      config: { access: access('box.open', { scope: 'box' }) },
      schema: { summary: 'Open the box, or look at it', response: { 200: Box } },
    },
    async (request) => {
      const principal = principalOf(request);
      const id = randomId<DecisionId>();
      // Decided before a box is made: the rule speaks about levels, and the box will be this person's own.
      checkDecision(policy.onBox('box.open', sessionOf(principal, randomId<BoxId>(), clock(), 0), id));
      const { box: found, made } = await ensureBox(principal);
      const { id: box } = found;
      const session = sessionOf(principal, box, clock(), await waitOf(context, principal, found, id));
      const decision = checkDecision(policy.onBox('box.open', session, id));
      return inBox(db, box, id, async (trx) => {
        if (made) await recordAccess(trx, box, clock(), byOwner('box.opened', session, decision));
        const { rows } = await sql<Row>`
          select b.opened,
            (select count(*) from letter l where l.box = b.id and l.opened is null and l.displayed is null) as unread,
            (select count(*) from link k where k.box = b.id and k.since is not null and k.ended is null) as links
          from box b where b.id = ${box}`.execute(trx);
        const [row] = rows;
        if (!row) throw new Error('box is gone');
        return { opened: row.opened.toISOString(), unread: row.unread, links: row.links };
      });
    },
  );
}
