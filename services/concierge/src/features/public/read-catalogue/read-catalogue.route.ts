// GET /v1/catalogue/versions and /current: what is in force on a day, nationwide or in a municipality, packed for the device's engine.
import { CatalogueBundle, CatalogueQuery, CatalogueVersionList } from '@shishobako/contracts/concierge-api';
import { publicAccess } from '@shishobako/http/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { View } from '../../../catalogue-desk.ts';
import { type ConciergeContext, todayInJapan, viewOrThrow } from '../../../context.ts';
import { dayBefore } from '../../../domain/compose-overlay.ts';

export function readCatalogueRoutes({ server, desk, clock, counts }: ConciergeContext): void {
  server.get(
    '/v1/catalogue/versions',
    {
      config: { access: publicAccess('catalogue.versions') },
      schema: {
        summary: 'Versions with the days they hold',
        querystring: CatalogueQuery.omit({ on: true }),
        response: { 200: CatalogueVersionList },
      },
    },
    async (request, reply) => {
      const municipality = request.query.municipality;
      const stretches = await desk.stretches(municipality);
      reply.header('cache-control', 'public, max-age=60');
      return {
        items: stretches.flatMap(({ from, view }, i) => {
          if (!view.ok) return [];
          const next = stretches[i + 1]?.from;
          const { catalogue, digest } = view.value;
          return [
            {
              version: catalogue.version,
              effectiveFrom: from,
              effectiveTo: next === undefined ? null : dayBefore(next),
              municipality: catalogue.version.includes('+') ? (municipality ?? null) : null,
              digest,
              procedures: catalogue.procedures.length,
              lifeEvents: catalogue.lifeEvents.length,
            },
          ];
        }),
      };
    },
  );

  server.get(
    '/v1/catalogue/current',
    {
      config: { access: publicAccess('catalogue.read') },
      schema: {
        summary: 'The catalogue’s files for the engine, compressed; `Accept: application/gzip` for one gzip file',
        querystring: CatalogueQuery,
        response: { 200: CatalogueBundle },
      },
    },
    async (request, reply) => {
      const { on = todayInJapan(clock), municipality } = request.query;
      const view = viewOrThrow(await desk.viewOn(on, municipality));
      await counts.add('catalogue');
      return sendBundle(view, request, reply);
    },
  );
}

const accepts = (header: string | undefined, name: string): boolean =>
  (header ?? '').split(',').some((item) => {
    const [what, ...parameters] = item.trim().toLowerCase().split(';');
    return what === name && !parameters.some((p) => /^\s*q=0(\.0*)?$/.test(p));
  });

/** The ETag names the form too: two forms of one catalogue are two representations (RFC 9110 §8.8.3). */
async function sendBundle(view: View, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const asFile = accepts(request.headers.accept, 'application/gzip');
  const codings = request.headers['accept-encoding'];
  const coding = asFile ? undefined : accepts(codings, 'br') ? 'br' : accepts(codings, 'gzip') ? 'gzip' : undefined;
  const etag = `"${view.digest.slice(0, 32)}-${asFile ? 'pack' : (coding ?? 'plain')}"`;
  reply
    .header('etag', etag)
    .header('cache-control', 'public, max-age=300, stale-while-revalidate=86400')
    .header('vary', 'accept, accept-encoding, origin')
    .header('x-catalogue-version', view.catalogue.version);
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag)) return reply.code(304).send();
  if (coding !== undefined) reply.header('content-encoding', coding);
  const body = asFile ? await view.packed('gzip') : coding === undefined ? view.bundle() : await view.packed(coding);
  return reply.type(asFile ? 'application/gzip' : 'application/json; charset=utf-8').send(body);
}
