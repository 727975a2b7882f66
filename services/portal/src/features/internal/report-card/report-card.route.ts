// POST /v1/internal/card-reports: another card of the owner now works, or will after the delay. The owner reads it in the history and by mail,
// so that a card somebody else had made is noticed before it opens anything (threat row 14). Believed by the keyserver's evidence, told once.
import { CardReport } from '@shishobako/contracts/internal-api';
import { addJob } from '@shishobako/database/jobs';
import type { BoxId } from '@shishobako/kernel/ids';
import { sql } from 'kysely';
import { z } from 'zod';
import { checkCaller, inBox, type PortalContext, type Trx } from '../../../context.ts';
import { keyserver, recordReported } from '../../../history.repo.ts';
import { CardNews, tellOwnerJob } from '../../../jobs/tell-owner.ts';
import { noticeOfCard } from '../../../joined-card.ts';
import { problem } from '../../../problems.ts';

const purposes = {
  'card.joined': noticeOfCard,
  'phone.joined': { ja: 'スマートフォンの知らせ', en: 'Notice of a phone' },
  'phone.ended': { ja: 'スマートフォンの知らせ', en: 'Notice of a phone' },
};

/** Kept for the card's first coming. True when the owner has been told here since: one mail says enough. */
async function reportJoined(trx: Trx, box: BoxId, joined: string): Promise<boolean> {
  await sql`insert into card_report (box, joined) values (${box}, ${joined}) on conflict do nothing`.execute(trx);
  const { rows } = await sql`select 1 from box where id = ${box} and card_told >= ${joined}`.execute(trx);
  return rows.length > 0;
}

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
      const action = CardNews.safeParse(evidence?.event).data;
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
        const isNew = await recordReported(trx, box, evidence, { action, actor: keyserver, level: 'L3', purpose: purposes[action] });
        const isTold = action === 'card.joined' && (await reportJoined(trx, box, evidence.time));
        if (isNew && !isTold) await addJob(trx, tellOwnerJob, { box, action });
      });
      return reply.code(204).send(undefined);
    },
  );
}
