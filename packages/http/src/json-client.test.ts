import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { makeJsonClient } from './json-client.ts';

const Answer = z.strictObject({ sent: z.unknown(), by: z.string().nullable() });
const problem = {
  ...{ type: 'urn:shishobako:problem:thing.conflict', title: '重なり', status: 409, code: 'thing.conflict', retry: false },
  titles: { ja: '重なり', en: 'Conflict' },
  advice: { ja: 'もう一度', en: 'Again' },
};

let server: Server;
let url = '';
beforeAll(async () => {
  server = createServer(async (request, reply) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const say = (status: number, body?: string) => void reply.writeHead(status, { 'content-type': 'application/json' }).end(body);
    if (request.url === '/nothing') say(204);
    else if (request.url === '/conflict') say(409, JSON.stringify(problem));
    else if (request.url === '/broken') say(500, '{"oh":"no"}');
    else if (request.url === '/page') say(502, '<html>');
    else if (request.url === '/never') return;
    else say(200, JSON.stringify({ sent: text === '' ? null : JSON.parse(text), by: request.headers.authorization ?? null }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  url = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const client = (secret: string | null = 's'.repeat(40)) => makeJsonClient({ url, secret, timeoutMs: 300 });

it('sends JSON under the secret, and nothing where there is none', async () => {
  expect(await client().call(Answer, 'POST', '/', { json: { a: 1 } })).toEqual({
    ok: true,
    value: { sent: { a: 1 }, by: `Bearer ${'s'.repeat(40)}` },
  });
  expect(await client(null).call(Answer, 'GET', '/')).toEqual({ ok: true, value: { sent: null, by: null } });
  expect(await client().call(z.undefined(), 'PUT', '/nothing', { json: {} })).toEqual({ ok: true, value: undefined });
});

it('gives a coded refusal as it came; all else is unreachable', async () => {
  expect(await client().call(Answer, 'GET', '/conflict')).toMatchObject({
    ok: false,
    error: { kind: 'call.problem', status: 409, problem: { code: 'thing.conflict' } },
  });
  for (const path of ['/broken', '/page', '/never'])
    expect(await client().call(Answer, 'GET', path), path).toMatchObject({ ok: false, error: { kind: 'call.unreachable' } });
  expect(await client().call(z.strictObject({ other: z.string() }), 'GET', '/')).toMatchObject({ error: { kind: 'call.unreachable' } });
  expect(await makeJsonClient({ url: 'http://127.0.0.1:9', secret: null }).call(Answer, 'GET', '/')).toMatchObject({
    error: { kind: 'call.unreachable' },
  });
});
