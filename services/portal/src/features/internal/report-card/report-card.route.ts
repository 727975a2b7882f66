// POST /v1/internal/card-reports: another card of the owner now works, or will after the delay. The owner reads it in the history and by mail,
// so that a card somebody else had made is noticed before it opens anything (threat row 14). Believed by the keyserver's evidence, told once.
import { CardReport } from '@shishobako/contracts/internal-api';
import { addJob } from '@shishobako/database/jobs';
import type { BoxId } from '@shishobako/kernel/ids';
import { sql } from 'kysely';
import { z } from 'zod';
import { checkCaller, inBox, type PortalContext } from '../../../context.ts';
import { keyserver, recordAccess } from '../../../history.repo.ts';
import { tellOwnerJob } from '../../../jobs/tell-owner.ts';
import { problem } from '../../../problems.ts';

const reported = ['card.joined', 'phone.joined', 'phone.ended'] as const;
const purposes = {
  'card.joined': { ja: '新しいカードの知らせ', en: 'Notice of a new card' },
  'phone.joined': { ja: 'スマートフォンの知らせ', en: 'Notice of a phone' },
  'phone.ended': { ja: 'スマートフォンの知らせ', en: 'Notice of a phone' },
};

export function reportCardRoute(context: PortalContext): void {
  const { server, access, db, config, checkEvidence } = context;
  server.post(
    '/v1/internal/card-reports',
    {
      config: { access: access('card.report', { scope: 'internal' }) },
      schema: {
        summary: 'Tell the owner that a card or phone joined, or that a phone ended',
        body: CardReport,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      checkCaller(request, config.keyserverClientId);
      const { evidence: ref, aliases } = request.body;
      const evidence = checkEvidence(ref);
      const action = reported.find((event) => event === evidence?.event);
      if (!evidence || !action) throw problem({ kind: 'evidence.invalid' });
      // The first that is known here: the keyserver names the oldest first, which are the owner's.
      const { rows } = await sql<{ box: BoxId }>`
        select box from alias_route where alias = any(${aliases}::uuid[]) order by array_position(${aliases}::uuid[], alias) limit 1`.execute(
        db,
      );
      const box = rows[0]?.box;
      // Keys without a link lead to no box that could be told.
      if (!box) return reply.code(204).send(undefined);
      await inBox(db, box, `evidence ${ref.id}`, async (trx) => {
        await sql`select pg_advisory_xact_lock(hashtextextended(${ref.id}, 0))`.execute(trx);
        const known = await sql`select 1 from access_event where box = ${box} and id = ${ref.id}::uuid`.execute(trx);
        if (known.rows.length) return;
        await recordAccess(trx, box, Date.parse(evidence.time), {
          id: ref.id,
          action,
          actor: keyserver,
          level: 'L3',
          purpose: purposes[action],
        });
        await addJob(trx, tellOwnerJob, { box, action });
      });
      return reply.code(204).send(undefined);
    },
  );
}
