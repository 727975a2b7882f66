// The real service on a database of its own, with one municipality, one clerk and a local site to fetch from.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { consoleHeader } from '@shishobako/contracts/console-api';
import type { ServiceDatabase } from '@shishobako/database/provision';
import { startConcierge } from '../src/app.ts';
import { ConciergeConfig } from '../src/config.ts';

export const city = '992011';
export const password = 'a password for tests';

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

export async function setUpConcierge(database: ServiceDatabase, options: { sources?: string[]; clock?: () => number } = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const clerk = (id: string, ja: string) => ({ id, name: { ja: `${ja}（架空）`, en: `${id} (fictional)` }, password });
  const config = ConciergeConfig.parse({
    host: '127.0.0.1',
    port,
    publicUrl: url,
    logLevel: 'error',
    database,
    municipalities: [
      {
        code: city,
        name: { ja: '汐凪市', en: 'Shionagi City' },
        fictional: true,
        clerks: [clerk('clerk', '窓口 係')],
        sources: options.sources ?? [],
      },
      { code: '992020', name: { ja: '別の市', en: 'Another City' }, fictional: true, clerks: [clerk('other', '別の 係')] },
    ],
    collector: { delayMs: 5, timeoutMs: 2_000, maxBytes: 200_000 },
  });
  const running = await startConcierge(config, options.clock ? { clock: options.clock } : {});

  async function signIn(id = 'clerk') {
    const answer = await fetch(`${url}/v1/operator/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id, password }),
    });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    return async (method: string, path: string, body?: object | FormData) => {
      const response = await fetch(`${url}/v1/operator/${path}`, {
        method,
        headers: {
          cookie,
          [consoleHeader]: '1',
          ...(body && !(body instanceof FormData) && { 'content-type': 'application/json' }),
        },
        ...(body && { body: body instanceof FormData ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
    };
  }
  return { url, signIn, close: () => running.close() };
}
export type ConciergeWorld = Awaited<ReturnType<typeof setUpConcierge>>;
