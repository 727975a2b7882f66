// The town square: first page of the demo. It shows; it decides nothing.
import { Feed, type FeedEvent, Outbox, ServiceHealth, type ServiceStatus, Town } from '@shishobako/contracts/square-api';
import { publicAccess } from '@shishobako/http/access';
import { servePages } from '@shishobako/http/serve-pages';
import { listen, makeServer } from '@shishobako/http/server';
import type { Running } from '@shishobako/http/service-config';
import { z } from 'zod';
import type { SquareConfig } from './config.ts';
import { startFeed } from './feed.ts';
import { openOutbox } from './outbox.ts';

const Limit = z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) });

async function checkService(service: SquareConfig['services'][number]): Promise<ServiceStatus> {
  const started = performance.now();
  const up = await fetch(`${service.url}/health`, { signal: AbortSignal.timeout(2_000) }).then(
    (answer) => answer.ok,
    () => false,
  );
  const milliseconds = up ? Math.round(performance.now() - started) : null;
  return { ...service, state: up ? 'up' : 'down', checked: new Date().toISOString(), milliseconds };
}

export async function startSquare(config: SquareConfig): Promise<Running> {
  const outbox = await openOutbox(config.outboxDir, config.smtpPort);
  const feed = startFeed(config.feed);
  const server = await makeServer({ name: 'square', description: 'The front door of the demo', listen: config });

  server.get('/api/town', { config: { access: publicAccess('town.read') }, schema: { response: { 200: Town } } }, async () => config.town);
  server.get(
    '/api/services',
    { config: { access: publicAccess('services.read') }, schema: { response: { 200: ServiceHealth } } },
    async () => ({
      services: await Promise.all(config.services.map(checkService)),
    }),
  );
  server.get(
    '/api/outbox',
    { config: { access: publicAccess('outbox.read') }, schema: { querystring: Limit, response: { 200: Outbox } } },
    async (request) => outbox.list(request.query.limit),
  );
  server.get(
    '/api/feed',
    { config: { access: publicAccess('feed.read') }, schema: { querystring: Limit, response: { 200: Feed } } },
    async (request) => ({ items: feed.newest(request.query.limit) }),
  );
  server.get('/api/feed/stream', { config: { access: publicAccess('feed.follow') }, schema: { hide: true } }, (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    const write = (event: FeedEvent): void => void reply.raw.write(`id: ${event.id}\nevent: feed\ndata: ${JSON.stringify(event)}\n\n`);
    const last = request.headers['last-event-id'];
    if (typeof last === 'string') for (const event of feed.after(last)) write(event);
    const unsubscribe = feed.subscribe(write);
    const beat = setInterval(() => reply.raw.write(': still here\n\n'), 15_000);
    request.raw.on('close', () => {
      clearInterval(beat);
      unsubscribe();
    });
  });
  await servePages(server, { dir: config.pagesDir, page: 'square.html', connect: [], frame: [] });
  return listen(server, config, [async () => feed.close(), outbox.close]);
}
