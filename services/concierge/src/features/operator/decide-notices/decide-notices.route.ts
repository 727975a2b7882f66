// The inbox: notices with provenance and confidence; a clerk confirms or corrects, and a correction can be kept as a rule for next time.
import { Notice, NoticeDecision, NoticePage, NoticeQuery, NoticeRuleList } from '@shishobako/contracts/concierge-api';
import { withTransaction } from '@shishobako/database/transaction';
import { z } from 'zod';
import { type ConciergeContext, todayInJapan, viewOrThrow } from '../../../context.ts';
import { titleShape } from '../../../domain/notice-rules.ts';
import {
  addRule,
  countNotices,
  decideNotice,
  dropRule,
  findNotice,
  listNotices,
  listRules,
  type NoticeRow,
} from '../../../notices.repo.ts';
import { problem } from '../../../problems.ts';
import { lockMunicipality } from '../../../publications.repo.ts';
import { sessionOf } from '../clerk-access.ts';

const Id = z.strictObject({ id: z.uuid() });

const toView = ({ id, source, read, sha256, found, meaning, rule, state, clerk, decided }: NoticeRow): Notice => ({
  id,
  title: found.title,
  published: found.published,
  link: found.link,
  provenance: { source, locator: found.locator, read: read.toISOString(), sha256, format: found.format, encoding: found.encoding },
  meaning,
  confidence: found.confidence,
  clues: found.clues,
  contacts: found.contacts,
  rule,
  state,
  decided: clerk === null || decided === null ? null : { by: clerk, at: decided.toISOString() },
});

export function decideNoticesRoutes({ server, access, db, desk, clock }: ConciergeContext): void {
  server.get(
    '/v1/operator/notices',
    {
      config: { access: access('notices.list') },
      schema: { summary: 'The inbox, newest first', querystring: NoticeQuery, response: { 200: NoticePage } },
    },
    async (request) => {
      const { municipality } = sessionOf(request).clerk;
      const { state, relevant, after, limit } = request.query;
      const rows = await listNotices(db, municipality, { state, relevant: relevant && relevant === 'yes', after, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      return {
        items: shown.map(toView),
        next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
        counts: await countNotices(db, municipality),
      };
    },
  );

  server.post(
    '/v1/operator/notices/:id/decision',
    {
      config: { access: access('notice.decide') },
      schema: { summary: 'Confirm or correct a notice', params: Id, body: NoticeDecision, response: { 200: Notice } },
    },
    async (request) => {
      const { municipality, id: clerk } = sessionOf(request).clerk;
      const decision = request.body;
      const { catalogue } = viewOrThrow(await desk.viewOn(todayInJapan(clock), municipality));
      const known = new Set([...catalogue.procedures, ...catalogue.lifeEvents].map((r) => r.id));
      const row = await withTransaction(db, async (trx) => {
        await lockMunicipality(trx, municipality);
        const found = await findNotice(trx, municipality, request.params.id);
        if (!found) throw problem({ kind: 'notice.unknown' });
        const at = new Date(clock());
        if (decision.kind === 'confirm')
          await decideNotice(trx, municipality, found.id, { state: 'confirmed', meaning: found.meaning, clerk, at });
        else {
          const { meaning, keep } = decision;
          const unknown = [...meaning.lifeEvents, ...meaning.procedures].filter((id) => !known.has(id));
          if (unknown.length > 0) throw problem({ kind: 'notice.ids-unknown', detail: unknown.join(', ') });
          await decideNotice(trx, municipality, found.id, { state: 'corrected', meaning, clerk, at });
          const words = keep.match === 'words' ? keep.words : keep.match === 'title' ? [titleShape(found.found.title)] : [];
          if (keep.match !== 'none') await addRule(trx, municipality, { match: keep.match, words, meaning, author: clerk, made: at });
        }
        return (await findNotice(trx, municipality, found.id)) ?? found;
      });
      return toView(row);
    },
  );

  server.get(
    '/v1/operator/notice-rules',
    {
      config: { access: access('notice-rules.list') },
      schema: { summary: 'Corrections that are kept', response: { 200: NoticeRuleList } },
    },
    async (request) => {
      const rules = await listRules(db, sessionOf(request).clerk.municipality);
      return {
        items: rules.map(({ words, meaning, made, ...rule }) => ({ ...rule, words: [...words], meaning, made: made.toISOString() })),
      };
    },
  );
  server.delete(
    '/v1/operator/notice-rules/:number',
    {
      config: { access: access('notice-rule.drop') },
      schema: {
        summary: 'Forget a correction',
        params: z.strictObject({ number: z.coerce.number().int().min(1) }),
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      if (!(await dropRule(db, sessionOf(request).clerk.municipality, request.params.number))) throw problem({ kind: 'notice.unknown' });
      return reply.code(204).send();
    },
  );
}
