// Serves the built screens under the same content security policy a real installation sends.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

export const policy = (frame: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "worker-src 'self'",
    `frame-src ${frame}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.pdf': 'application/pdf',
};

const dialog = `<!doctype html><html lang="ja"><meta charset="utf-8"><title>カードの窓</title><body>
<h1>カードの窓（見本）</h1><p>ここに、カードを読むプログラムの画面が出ます。</p><script src="/dialog.js"></script></body></html>`;
const dialogScript = `parent.postMessage({ type: 'shishobako.card.ready' }, '*');`;

export async function serve(dist: string, pdf: Buffer): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const send = (type: string, body: string | Buffer): void => {
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy("'self'"), 'x-content-type-options': 'nosniff' });
      response.end(body);
    };
    if (path === '/sample.pdf') return send('application/pdf', pdf);
    if (path === '/dialog') return send('text/html; charset=utf-8', dialog);
    if (path === '/dialog.js') return send('text/javascript', dialogScript);
    readFile(join(dist, path)).then(
      (body) => send(types[extname(path)] ?? 'application/octet-stream', body),
      () => {
        response.writeHead(404);
        response.end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
