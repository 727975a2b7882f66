// GET /v1/search?q=…: life events and procedures with ordered steps, and why each was found (CON-25). What was typed is neither stored nor logged.
import { SearchAnswer, SearchQuery } from '@shishobako/contracts/concierge-api';
import { publicAccess } from '@shishobako/http/access';
import { type ConciergeContext, todayInJapan, viewOrThrow } from '../../../context.ts';

export function searchProceduresRoute({ server, desk, clock, counts }: ConciergeContext): void {
  server.get(
    '/v1/search',
    {
      config: { access: publicAccess('procedures.search') },
      schema: { summary: 'Search by life event, keyword and everyday words', querystring: SearchQuery, response: { 200: SearchAnswer } },
    },
    async (request, reply) => {
      const { q, limit, on = todayInJapan(clock), municipality } = request.query;
      const view = viewOrThrow(await desk.viewOn(on, municipality));
      const { compared, hits } = view.search()(q, limit);
      const events = hits.slice(0, 1).filter((hit) => hit.kind === 'life-event');
      await counts.add('search', ...(hits.length === 0 ? ['search-without-answer'] : []), ...events.map((hit) => `event:${hit.id}`));
      reply.header('cache-control', 'no-store');
      return { compared, catalogueVersion: view.catalogue.version, hits };
    },
  );
}
