// Serves the citizen app on an origin of its own: a static bundle and the trust list, nothing else (security sheet §8: the web app is the reader).
import { ReaderConfig } from '@shishobako/contracts/reader-config';
import { publicAccess } from '@shishobako/http/access';
import { servePages } from '@shishobako/http/serve-pages';
import { listen, makeServer } from '@shishobako/http/server';
import type { ListenConfig, Running } from '@shishobako/http/service-config';

export async function startWebHost(listenConfig: ListenConfig, reader: ReaderConfig, dir: string): Promise<Running> {
  const server = await makeServer({ name: 'web', description: 'The citizen app', listen: listenConfig });
  server.get(
    '/trust.json',
    { config: { access: publicAccess('trust.read') }, schema: { response: { 200: ReaderConfig } } },
    async (_request, reply) => {
      reply.header('cache-control', 'no-cache');
      return reader;
    },
  );
  const services = reader.trust.services.map((service) => service.url);
  await servePages(server, { dir, page: 'index.html', connect: services, frame: [reader.bridge] });
  return listen(server, listenConfig);
}
