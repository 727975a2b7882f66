// The catalogue as CPSV-AP JSON-LD: one procedure with what it points to, and the whole (CON-18).
import { CatalogueId, CatalogueQuery } from '@shishobako/contracts/concierge-api';
import { publicAccess } from '@shishobako/http/access';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { View } from '../../../catalogue-desk.ts';
import { type ConciergeContext, todayInJapan, viewOrThrow } from '../../../context.ts';
import { toLinkedData } from '../../../domain/linked-data.ts';
import { problem } from '../../../problems.ts';

const Document = z.strictObject({ '@context': z.record(z.string(), z.unknown()), '@graph': z.array(z.record(z.string(), z.unknown())) });
const Params = z.strictObject({ id: CatalogueId });
const type = 'application/ld+json; charset=utf-8';

export function readLinkedDataRoutes({ server, desk, clock, config, counts }: ConciergeContext): void {
  const whole = new WeakMap<View, string>();
  const viewFor = async (query: CatalogueQuery): Promise<View> =>
    viewOrThrow(await desk.viewOn(query.on ?? todayInJapan(clock), query.municipality));
  const textOf = (view: View): string => {
    const text = whole.get(view) ?? JSON.stringify(toLinkedData(view.catalogue, config.publicUrl));
    whole.set(view, text);
    return text;
  };

  server.get(
    '/v1/catalogue/catalogue.jsonld',
    {
      config: { access: publicAccess('catalogue.linked-data') },
      schema: { summary: 'The whole catalogue as CPSV-AP', querystring: CatalogueQuery, response: { 200: Document } },
    },
    async (request, reply) => {
      const view = await viewFor(request.query);
      await counts.add('linked-data');
      return send(reply.header('etag', `"${view.digest.slice(0, 32)}-ld"`), textOf(view));
    },
  );
  server.get(
    '/v1/catalogue/procedures/:id.jsonld',
    {
      config: { access: publicAccess('procedure.linked-data') },
      schema: { summary: 'One procedure as CPSV-AP', params: Params, querystring: CatalogueQuery, response: { 200: Document } },
    },
    async (request, reply) => {
      const { catalogue } = await viewFor(request.query);
      const { id } = request.params;
      if (!catalogue.procedures.some((p) => p.id === id)) throw problem({ kind: 'procedure.unknown' });
      return send(reply, JSON.stringify(toLinkedData(catalogue, config.publicUrl, id)));
    },
  );
}

/** The text is made already; it is not serialized again. */
const send = (reply: FastifyReply, text: string): FastifyReply =>
  reply
    .header('cache-control', 'public, max-age=300')
    .type(type)
    .serializer((raw: string) => raw)
    .send(text);
