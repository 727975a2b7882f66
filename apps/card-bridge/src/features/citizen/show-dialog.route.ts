// The dialog page and its files: plain HTML, CSS and modules of the bridge's own origin. Only paired origins may frame it.
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { FastifyReply } from 'fastify';
import type { DialogSessions } from '../../domain/dialog-sessions.ts';
import type { PairedOrigins } from '../../ports/paired-origins.ts';

export type ShowDialogDeps = {
  readonly sessions: DialogSessions;
  readonly paired: PairedOrigins;
  readonly lang: 'ja' | 'en';
  readonly entry: 'window' | 'terminal';
};

const modules = [
  'dialog',
  'password-entry',
  'phone-screens',
  'phone-texts',
  'pin-pad',
  'seal-pin',
  'secret-forms',
  'screens',
  'texts',
  'bridge-calls',
  'parent-page',
  'dom',
  'pair',
  'pin-page',
] as const;
const read = (name: string) => readFileSync(new URL(`../../dialog/${name}`, import.meta.url), 'utf8');

export function showDialogRoute(server: Server, { sessions, paired, lang, entry }: ShowDialogDeps): void {
  const html = read('dialog.html');
  const pairHtml = read('pair.html');
  const pinHtml = read('pin.html');
  const shownLang = (url: string) => {
    const asked = new URL(url, 'http://bridge').searchParams.get('lang');
    return asked === 'en' || asked === 'ja' ? asked : lang;
  };
  const files = new Map([
    ['dialog.css', { type: 'text/css; charset=utf-8', body: read('dialog.css') }],
    ...modules.map(
      (name) => [`${name}.ts`, { type: 'text/javascript; charset=utf-8', body: stripTypeScriptTypes(read(`${name}.ts`)) }] as const,
    ),
  ]);

  server.get('/dialog', { config: { access: publicAccess('dialog.show') }, schema: { hide: true } }, async (request, reply) => {
    const { token, publicKey } = sessions.start();
    const shown = shownLang(request.url);
    const page = html
      .replace('<html lang="ja">', `<html lang="${shown}">`)
      .replaceAll('{{lang}}', shown)
      .replaceAll('{{token}}', token)
      .replaceAll('{{key}}', publicKey)
      .replaceAll('{{entry}}', entry)
      .replaceAll('{{origins}}', paired.all().join(' '));
    return secure(reply, paired.all()).type('text/html; charset=utf-8').send(page);
  });

  server.get('/pair', { config: { access: publicAccess('pairing.show') }, schema: { hide: true } }, async (request, reply) => {
    return secure(reply, [])
      .type('text/html; charset=utf-8')
      .send(pairHtml.replaceAll('{{lang}}', shownLang(request.url)));
  });

  server.get('/pin', { config: { access: publicAccess('pin.show') }, schema: { hide: true } }, async (request, reply) => {
    const { token, publicKey } = sessions.start();
    const page = pinHtml.replaceAll('{{lang}}', shownLang(request.url)).replaceAll('{{token}}', token).replaceAll('{{key}}', publicKey);
    return secure(reply, []).type('text/html; charset=utf-8').send(page);
  });

  server.get('/dialog/:file', { config: { access: publicAccess('dialog.file') }, schema: { hide: true } }, async (request, reply) => {
    const file = files.get((request.params as { file: string }).file);
    if (!file) return reply.callNotFound();
    return secure(reply, []).type(file.type).header('cache-control', 'no-cache').send(file.body);
  });
}

function secure(reply: FastifyReply, framers: readonly string[]): FastifyReply {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${framers.length ? framers.join(' ') : "'none'"}`,
  ].join('; ');
  return reply
    .removeHeader('x-frame-options')
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer');
}
