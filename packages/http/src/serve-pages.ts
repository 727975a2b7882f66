// Serves a built page with a strict content security policy: own scripts only, and exactly the services it must reach.
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { publicAccess } from './access.ts';
import { commonProblem } from './problems.ts';
import type { Server } from './server.ts';

export type PagesOptions = {
  /** Folder with the built files. */
  readonly dir: string;
  /** The page every address without a file leads to (single-page app). */
  readonly page: string;
  /** Origins the page may call, and may show in frames. */
  readonly connect: readonly string[];
  readonly frame: readonly string[];
};

const policy = ({ connect, frame }: PagesOptions): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    // Positions of pop-overs and progress bars are style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    `connect-src 'self' ${connect.join(' ')}`,
    `frame-src ${frame.length ? frame.join(' ') : "'none'"}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Adds the page to a server. API paths (`/api`, `/v1`) that nobody answers stay 404 problems. */
export async function servePages(server: Server, options: PagesOptions): Promise<void> {
  const csp = policy(options);
  await server.register(fastifyStatic, {
    root: join(options.dir, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
  });
  server.get('/*', { config: { access: publicAccess('page') }, schema: { hide: true } }, async (request, reply) => {
    const [, file] = /^\/([a-z0-9-]+\.(?:svg|png|ico|webmanifest|txt))$/.exec(request.url) ?? [];
    if (file) return reply.header('cache-control', 'max-age=3600').sendFile(file, options.dir);
    const isPage = !/^\/(api|v1|assets)\//.test(request.url) && request.headers.accept?.includes('text/html');
    if (!isPage) throw commonProblem({ kind: 'not-found' });
    return reply
      .header('content-security-policy', csp)
      .header('cache-control', 'no-cache')
      .type('text/html')
      .sendFile(options.page, options.dir);
  });
}
