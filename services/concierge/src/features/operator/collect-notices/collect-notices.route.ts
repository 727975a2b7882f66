// POST /v1/operator/notices: files as multipart, or addresses from the municipality's allow-list; the sources and dead links (CON-19, CON-24).
import { CollectAnswer, type CollectOutcome, FetchOrder, LinkReport, SourceList } from '@shishobako/contracts/concierge-api';
import { commonProblem } from '@shishobako/http/problems';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ConciergeContext } from '../../../context.ts';
import type { NoticeDesk } from '../../../notice-desk.ts';
import { listNotices, listSources } from '../../../notices.repo.ts';
import { problem } from '../../../problems.ts';
import { sessionOf } from '../clerk-access.ts';

const limits = { fileSize: 8_000_001, files: 50, fields: 0, parts: 50 };

export function collectNoticesRoutes({ server, access, db, config, pages }: ConciergeContext, notices: NoticeDesk): void {
  const allowOf = (municipality: string): readonly string[] => config.municipalities.find((m) => m.code === municipality)?.sources ?? [];

  async function fromFiles(request: FastifyRequest, municipality: string): Promise<CollectOutcome[]> {
    const outcomes: CollectOutcome[] = [];
    for await (const part of request.files({ limits, throwFileSizeLimit: false })) {
      const source = part.filename || 'file';
      const bytes = await part.toBuffer();
      if (part.file.truncated) outcomes.push({ source, outcome: 'refused', detail: 'more than 8 MB', found: 0, kept: 0 });
      else outcomes.push(await notices.fromFile(municipality, source, bytes));
    }
    if (outcomes.length === 0) throw problem({ kind: 'files.missing' });
    return outcomes;
  }

  server.post(
    '/v1/operator/notices',
    {
      config: { access: access('notices.collect') },
      bodyLimit: 60_000_000,
      schema: {
        summary: 'Collect notices from files or addresses',
        description: 'JSON `{"urls": […]}` or multipart files.',
        response: { 200: CollectAnswer },
      },
    },
    async (request) => {
      const { municipality } = sessionOf(request).clerk;
      if (request.isMultipart()) return { outcomes: await fromFiles(request, municipality) };
      const order = FetchOrder.safeParse(request.body);
      if (!order.success)
        throw commonProblem({
          kind: 'request.invalid',
          errors: order.error.issues.map((i) => ({ path: `/${i.path.join('/')}`, message: i.message })),
        });
      const outcomes: CollectOutcome[] = [];
      for (const url of new Set(order.data.urls)) outcomes.push(await notices.fromUrl(municipality, url, allowOf(municipality)));
      return { outcomes };
    },
  );

  server.get(
    '/v1/operator/sources',
    { config: { access: access('sources.list') }, schema: { summary: 'Sources and how they answered', response: { 200: SourceList } } },
    async (request) => {
      const { municipality } = sessionOf(request).clerk;
      const items = (await listSources(db, municipality)).map(({ url, read, changed, status, state, detail, failures }) => ({
        ...{ url, status, state, detail, failures },
        read: read?.toISOString() ?? null,
        changed: changed?.toISOString() ?? null,
      }));
      return { allow: [...allowOf(municipality)], items };
    },
  );

  server.post(
    '/v1/operator/link-checks',
    {
      config: { access: access('links.check') },
      schema: { summary: 'Which sources and links of notices are dead', body: z.strictObject({}), response: { 200: LinkReport } },
    },
    async (request) => {
      const { municipality } = sessionOf(request).clerk;
      const allow = allowOf(municipality);
      const links = new Map<string, string[]>((await listSources(db, municipality)).map((s) => [s.url, []]));
      for (const { id, found } of await listNotices(db, municipality, { limit: 500 }))
        if (found.link !== null && URL.canParse(found.link)) links.set(found.link, [...(links.get(found.link) ?? []), id]);
      const dead: LinkReport['dead'] = [];
      let checked = 0;
      for (const [url, ids] of links) {
        const answer = await pages.check(url, allow);
        if (answer.kind === 'not-allowed' || answer.kind === 'robots') continue;
        checked += 1;
        if (answer.kind !== 'alive') dead.push({ url, status: answer.status, detail: answer.detail, notices: ids });
      }
      return { checked, dead };
    },
  );
}
