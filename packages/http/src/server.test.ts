import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { publicAccess } from './access.ts';
import { makeSecretAccess } from './secret-access.ts';
import { makeServer, type Server } from './server.ts';

const listen = {
  host: '127.0.0.1',
  port: 0,
  publicUrl: 'http://localhost:1',
  allowedOrigins: ['http://localhost:2'],
  logLevel: 'silent' as const,
};
let server: Server;
afterEach(() => server.close());

const start = async () => {
  server = await makeServer({ name: 'test', description: 'A test server', listen });
  return server;
};

describe('makeServer', () => {
  it('refuses a route that names no access', async () => {
    await start();
    expect(() => server.get('/open', async () => 'x')).toThrow(/names no access/);
  });

  it('answers invalid input with a problem that names the field, in the language asked for', async () => {
    await start();
    server.post(
      '/things',
      { config: { access: publicAccess('thing.make') }, schema: { body: z.strictObject({ size: z.int() }) } },
      async (request) => request.body,
    );
    const bad = await server.inject({ method: 'POST', url: '/things', payload: { size: 'big' }, headers: { 'accept-language': 'en' } });
    expect(bad.statusCode).toBe(400);
    expect(bad.headers['content-type']).toContain('application/problem+json');
    expect(bad.json()).toMatchObject({ code: 'request.invalid', title: 'The request has errors', errors: [{ path: '/size' }] });
    const unknown = await server.inject({ method: 'POST', url: '/things', payload: { size: 1, more: 2 } });
    expect(unknown.json()).toMatchObject({ code: 'request.invalid', title: '送られた内容に誤りがあります' });
    const broken = await server.inject({
      method: 'POST',
      url: '/things',
      payload: '{"size":',
      headers: { 'content-type': 'application/json' },
    });
    expect(broken.json()).toMatchObject({ code: 'request.invalid' });
    const other = await server.inject({ method: 'POST', url: '/things', payload: 'x', headers: { 'content-type': 'text/csv' } });
    expect(other.json()).toMatchObject({ code: 'request.media-type', status: 415 });
    const large = await server.inject({ method: 'POST', url: '/things', payload: { size: 'x'.repeat(2_000_000) } });
    expect(large.json()).toMatchObject({ code: 'request.too-large', status: 413 });
  });

  it('refuses a query parameter given twice', async () => {
    await start();
    server.get('/list', { config: { access: publicAccess('list') } }, async () => ({}));
    expect((await server.inject('/list?a=1&a=2')).json()).toMatchObject({ code: 'request.invalid', detail: 'duplicate query parameter' });
  });

  it('hides what an unexpected error says', async () => {
    await start();
    server.get('/boom', { config: { access: publicAccess('boom') } }, async () => {
      throw new Error('select * from secret');
    });
    const answer = await server.inject('/boom');
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('select');
  });

  it('drops fields the response schema does not name, and describes itself', async () => {
    await start();
    server.get(
      '/me',
      { config: { access: publicAccess('me') }, schema: { response: { 200: z.object({ shown: z.string() }) } } },
      async () => ({ shown: 'a', hidden: 'b' }),
    );
    expect((await server.inject('/me')).json()).toEqual({ shown: 'a' });
    expect((await server.inject('/openapi.json')).json()).toMatchObject({ openapi: '3.1.0', paths: { '/me': {} } });
    expect((await server.inject('/docs/')).statusCode).toBe(200);
    expect((await server.inject('/health')).json()).toEqual({ service: 'test', healthy: true });
  });

  it('lets a shared secret in and nothing near it', async () => {
    await start();
    const access = makeSecretAccess('correct horse');
    server.get('/ops', { config: { access: access('ops') } }, async () => ({ ok: true }));
    expect((await server.inject('/ops')).json()).toMatchObject({ code: 'access.missing' });
    expect((await server.inject({ url: '/ops', headers: { authorization: 'Bearer correct hors' } })).json()).toMatchObject({
      code: 'access.invalid',
    });
    expect((await server.inject({ url: '/ops', headers: { authorization: 'Bearer correct horse' } })).statusCode).toBe(200);
  });
});
