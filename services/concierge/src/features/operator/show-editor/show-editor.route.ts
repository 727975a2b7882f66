// The editor page and its files: plain HTML, CSS and modules of this service's own origin, with nothing from anywhere else.
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { publicAccess } from '@shishobako/http/access';
import { commonProblem } from '@shishobako/http/problems';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ConciergeContext } from '../../../context.ts';

const modules = [
  ...['editor', 'dom', 'texts', 'calls', 'state', 'page-frame'],
  ...[
    'sign-in-page',
    'procedures-page',
    'procedure-page',
    'deadline-fields',
    'draft-page',
    'preview-list',
    'history-page',
    'notices-page',
    'notice-card',
  ],
] as const;
const read = (name: string): string => readFileSync(new URL(`../../../editor/${name}`, import.meta.url), 'utf8');
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

export function showEditorRoutes({ server }: ConciergeContext): void {
  const html = read('editor.html');
  const files = new Map([
    ['editor.css', { type: 'text/css; charset=utf-8', body: read('editor.css') }],
    ...modules.map(
      (name) => [`${name}.ts`, { type: 'text/javascript; charset=utf-8', body: stripTypeScriptTypes(read(`${name}.ts`)) }] as const,
    ),
  ]);
  const secure = (reply: FastifyReply): FastifyReply =>
    reply.header('content-security-policy', policy).header('cache-control', 'no-cache').header('referrer-policy', 'no-referrer');

  server.get('/', { config: { access: publicAccess('editor.find') }, schema: { hide: true } }, async (_request, reply) =>
    reply.redirect('/editor'),
  );
  server.get('/editor', { config: { access: publicAccess('editor.show') }, schema: { hide: true } }, async (_request, reply) =>
    secure(reply).type('text/html; charset=utf-8').send(html),
  );
  server.get(
    '/editor/:file',
    { config: { access: publicAccess('editor.file') }, schema: { hide: true, params: z.strictObject({ file: z.string().max(60) }) } },
    async (request, reply) => {
      const file = files.get(request.params.file);
      if (!file) throw commonProblem({ kind: 'not-found' });
      return secure(reply).type(file.type).send(file.body);
    },
  );
}
