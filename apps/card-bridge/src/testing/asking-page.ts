// A page that asks for the card, as the citizen app does: an iframe, the message protocol, nothing else.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const REQUEST = {
  purpose: 'sign-in',
  audience: ['http://127.0.0.1:4601', 'http://127.0.0.1:4605'],
  nonceIdp: 'a'.repeat(43),
  nonceKeyserver: 'b'.repeat(43),
  jkt: 'c'.repeat(43),
  kem: 'd'.repeat(43),
} as const;

const page = (
  bridge: string,
) => `<!doctype html><html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>見本の画面</title>
<style>body{margin:0;background:#f1f1f4}iframe{display:block;width:min(100%,520px);margin:0 auto;border:0;height:640px;background:#fff}</style></head>
<body><main><h1 hidden>見本</h1><iframe src="${bridge}/dialog" title="カードの窓"></iframe></main><script>
const log = []; window.log = log; const request = ${JSON.stringify(REQUEST)};
addEventListener('message', ({ data, origin, source }) => {
  if (origin !== '${bridge}') return;
  log.push(data);
  const frame = document.querySelector('iframe');
  if (data.type === 'shishobako.card.ready') frame.contentWindow.postMessage(window.ask ?? { type: 'shishobako.card.request', id: 'request-0001', ...request, ...window.change }, '${bridge}');
  if (data.type === 'shishobako.card.size') frame.style.height = data.height + 'px';
});
</script></body></html>`;

/** The bridge is started after the page's origin is known, so its address is set later. */
export async function startAskingPage(): Promise<{ origin: string; setBridge(url: string): void; close(): Promise<void> }> {
  let bridge = '';
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(bridge)),
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setBridge: (url) => {
      bridge = url;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
