// GET /v1/schemas: JSON Schema of what this service gives and takes.

import { Procedure } from '@shishobako/concierge-engine/catalogue-schema';
import { Overlay } from '@shishobako/concierge-engine/overlay';
import { CatalogueBundle, CatalogueVersionList, SearchAnswer } from '@shishobako/contracts/concierge-api';
import { publicAccess } from '@shishobako/http/access';
import { z } from 'zod';
import type { ConciergeContext } from '../../../context.ts';
import { problem } from '../../../problems.ts';

const made = { versions: CatalogueVersionList, bundle: CatalogueBundle, procedure: Procedure, overlay: Overlay, search: SearchAnswer };
const Names = z.strictObject({ items: z.array(z.strictObject({ name: z.string(), url: z.string() })) });
const Schema = z.record(z.string(), z.unknown());

export function readSchemasRoutes({ server, config }: ConciergeContext): void {
  const url = (name: string): string => `${config.publicUrl}/v1/schemas/${name}.json`;
  const schemas = new Map(
    Object.entries(made).map(([name, schema]) => [
      name,
      { $id: url(name), ...z.toJSONSchema(schema, { io: name === 'overlay' ? 'input' : 'output' }) },
    ]),
  );
  server.get(
    '/v1/schemas',
    { config: { access: publicAccess('schemas.list') }, schema: { summary: 'Names of the schemas', response: { 200: Names } } },
    async () => ({ items: [...schemas.keys()].map((name) => ({ name, url: url(name) })) }),
  );
  server.get(
    '/v1/schemas/:name.json',
    {
      config: { access: publicAccess('schemas.read') },
      schema: { summary: 'A JSON Schema', params: z.strictObject({ name: z.string().max(40) }), response: { 200: Schema } },
    },
    async (request, reply) => {
      const schema = schemas.get(request.params.name);
      if (schema === undefined) throw problem({ kind: 'schema.unknown' });
      return reply.type('application/schema+json').header('cache-control', 'public, max-age=3600').serializer(JSON.stringify).send(schema);
    },
  );
}
