// Bulk orders: upload, look at the counts, confirm the number, follow, pause, take the results.
import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BatchRowState, BatchStart, ConsoleBatch, ConsoleBatchList, ConsoleBatchRowPage } from '@shishobako/contracts/console-api';
import type { Server } from '@shishobako/http/server';
import { rfc3339 } from '@shishobako/kernel/clock';
import { z } from 'zod';
import type { BulkDesk } from '../../bulk-desk.ts';
import type { Desk } from '../../desk.ts';
import { resultsCsv } from '../../domain/results-csv.ts';
import { agencyProblem } from '../../problems.ts';
import { type ClerkAccess, sessionOf } from './clerk-access.ts';

const Id = z.strictObject({ id: z.uuid() });
const RowQuery = z.strictObject({
  cursor: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  state: BatchRowState.optional(),
});
const limits = { fileSize: 200 * 1024 * 1024, files: 2000, fields: 0, parts: 2000 };

export function batchRoutes(server: Server, desk: Desk, bulk: BulkDesk, access: ClerkAccess): void {
  const get = (id: string, ...states: ConsoleBatch['state'][]): ConsoleBatch => {
    const batch = desk.batches.find(id);
    if (!batch) throw agencyProblem({ kind: 'batch.unknown' });
    if (states.length && !states.includes(batch.state)) throw agencyProblem({ kind: 'batch.state', facts: { state: batch.state } });
    return batch;
  };

  server.post(
    '/api/batches',
    { config: { access: access('batch.upload') }, bodyLimit: limits.fileSize * 2, schema: { response: { 202: ConsoleBatch } } },
    async (request, reply) => {
      const id = crypto.randomUUID();
      const folder = join(desk.batchesDir, id);
      await mkdir(join(folder, 'files'), { recursive: true, mode: 0o700 });
      let order: { name: string; path: string } | undefined;
      for await (const part of request.files({ limits })) {
        const name = basename(part.filename || 'file');
        const isOrder = part.fieldname === 'order' && !order;
        const path = isOrder ? join(folder, /\.(ndjson|jsonl)$/i.test(name) ? 'order.ndjson' : 'order.csv') : join(folder, 'files', name);
        await pipeline(part.file, createWriteStream(`${path}.part`, { mode: 0o600 }));
        if (part.file.truncated) throw agencyProblem({ kind: 'file.too-large', detail: name });
        await rename(`${path}.part`, path);
        if (isOrder) order = { name, path };
      }
      if (!order) throw agencyProblem({ kind: 'bulk.empty', detail: 'order' });
      const by = sessionOf(request).clerk.id;
      const empty = { started: null, finished: null, problem: null };
      desk.batches.add({ id, name: order.name, state: 'checking', created: rfc3339(desk.clock()), by, ...empty });
      bulk.check(id, order.path);
      return reply.code(202).send(get(id));
    },
  );
  server.get('/api/batches', { config: { access: access('batch.list') }, schema: { response: { 200: ConsoleBatchList } } }, async () => ({
    items: desk.batches.list(100),
  }));
  server.get(
    '/api/batches/:id',
    { config: { access: access('batch.read') }, schema: { params: Id, response: { 200: ConsoleBatch } } },
    async (request) => get(request.params.id),
  );
  server.post(
    '/api/batches/:id/start',
    { config: { access: access('batch.start') }, schema: { params: Id, body: BatchStart, response: { 200: ConsoleBatch } } },
    async (request) => {
      const { id } = request.params;
      const batch = get(id, 'ready');
      if (batch.counts.ready !== request.body.expected)
        throw agencyProblem({ kind: 'batch.changed', facts: { ready: batch.counts.ready ?? 0 } });
      desk.activity.record({ by: sessionOf(request).clerk.id, action: 'batch.started', batch: id, count: request.body.expected });
      bulk.start(id);
      return get(id);
    },
  );
  const steps = { pause: ['sending'], resume: ['paused'], discard: ['ready', 'refused', 'checking'] } as const;
  for (const step of ['pause', 'resume', 'discard'] as const) {
    server.post(
      `/api/batches/:id/${step}`,
      { config: { access: access(`batch.${step}`) }, schema: { params: Id, response: { 200: ConsoleBatch } } },
      async (request) => {
        const { id } = request.params;
        get(id, ...steps[step]);
        const by = sessionOf(request).clerk.id;
        if (step === 'pause') bulk.pause(id);
        if (step === 'resume') bulk.start(id);
        if (step === 'discard') desk.batches.setState(id, 'discarded');
        desk.activity.record({
          by,
          action: step === 'pause' ? 'batch.paused' : step === 'resume' ? 'batch.started' : 'batch.discarded',
          batch: id,
        });
        return get(id);
      },
    );
  }
  server.get(
    '/api/batches/:id/rows',
    { config: { access: access('batch.rows') }, schema: { params: Id, querystring: RowQuery, response: { 200: ConsoleBatchRowPage } } },
    async (request) => {
      const { cursor, limit, state } = request.query;
      const batch = get(request.params.id);
      const items = desk.batches.rows(batch.id, cursor, limit + 1, state);
      const shown = items.slice(0, limit);
      return {
        items: shown,
        next: items.length > limit ? String(shown.at(-1)?.line) : null,
        total: state ? (batch.counts[state] ?? 0) : batch.rows,
      };
    },
  );
  server.get(
    '/api/batches/:id/results',
    { config: { access: access('batch.results') }, schema: { params: Id } },
    async (request, reply) => {
      const batch = get(request.params.id);
      const pages = function* () {
        for (let after = 0; ; ) {
          const rows = desk.batches.rows(batch.id, after, 500, undefined);
          yield rows;
          if (rows.length < 500) return;
          after = rows.at(-1)?.line ?? after;
        }
      };
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="results-${batch.id.slice(0, 8)}.csv"`)
        .send(resultsCsv(pages()));
    },
  );
}
