import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { principalOf } from './access.ts';
import { makeMemoryReplayStore } from './dpop.ts';
import { makeServer, type Server } from './server.ts';
import { makeTokenAccess } from './token-access.ts';

const issuer = 'http://localhost:9';
const publicUrl = 'http://localhost:8';
let server: Server;
let idp: CryptoKeyPair;
let device: CryptoKeyPair;
let jkt: string;

beforeAll(async () => {
  idp = await generateKeyPair('ES256');
  device = await generateKeyPair('ES256', { extractable: true });
  jkt = await calculateJwkThumbprint(await exportJWK(device.publicKey));
  server = await makeServer({
    name: 'test',
    description: 'x',
    listen: { host: '127.0.0.1', port: 0, publicUrl, allowedOrigins: [], logLevel: 'silent' },
  });
  const clock = () => Date.now();
  const access = makeTokenAccess({ issuer, publicUrl, clock, replay: makeMemoryReplayStore(clock), keys: async () => idp.publicKey });
  server.get('/letters/:id', { config: { access: access('letter.open', { scope: 'box', level: 'L3' }) } }, async (request) => ({
    sub: principalOf(request).sub,
  }));
});
afterAll(() => server.close());

const token = (over: Record<string, unknown> = {}, key = idp) =>
  new SignJWT({ scope: 'box', client_id: 'web', acr: 'L3', auth_time: 1, cnf: { jkt }, ...over })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
    .setIssuer(issuer)
    .setSubject('someone')
    .setAudience((over['aud'] as string) ?? publicUrl)
    .setExpirationTime('5m')
    .sign(key.privateKey);

const proof = async (accessToken: string, over: Record<string, unknown> = {}, key = device) =>
  new SignJWT({
    htm: 'GET',
    htu: `${publicUrl}/letters/1`,
    jti: crypto.randomUUID(),
    iat: Math.floor(Date.now() / 1000),
    ath: createHash('sha256').update(accessToken).digest('base64url'),
    ...over,
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(key.publicKey) })
    .sign(key.privateKey);

const ask = (accessToken: string, dpop: string, url = '/letters/1') =>
  server.inject({ url, headers: { authorization: `DPoP ${accessToken}`, dpop } });

describe('token access', () => {
  it('lets the holder of token and key in', async () => {
    const t = await token();
    const answer = await ask(t, await proof(t));
    expect(answer.json()).toEqual({ sub: 'someone' });
  });

  it('refuses a proof used twice', async () => {
    const t = await token();
    const p = await proof(t);
    expect((await ask(t, p)).statusCode).toBe(200);
    expect((await ask(t, p)).json()).toMatchObject({ code: 'access.invalid', detail: 'dpop.replayed' });
  });

  it.each([
    ['other method', { htm: 'POST' }],
    ['other address', { htu: `${publicUrl}/letters/2` }],
    ['other token', { ath: 'AAAA' }],
    ['old', { iat: 1 }],
    ['no jti', { jti: undefined }],
  ])('refuses a proof for %s', async (_name, over) => {
    const t = await token();
    expect((await ask(t, await proof(t, over))).json()).toMatchObject({ code: 'access.invalid', detail: 'dpop.invalid' });
  });

  it('refuses another device’s key, another audience, another issuer’s token, a bearer token and a low level', async () => {
    const t = await token();
    const thief = await generateKeyPair('ES256', { extractable: true });
    expect((await ask(t, await proof(t, {}, thief))).json()).toMatchObject({ code: 'access.invalid', detail: 'dpop.key' });
    const elsewhere = await token({ aud: 'http://localhost:7' });
    expect((await ask(elsewhere, await proof(elsewhere))).json()).toMatchObject({ code: 'access.invalid' });
    const forged = await token({}, thief);
    expect((await ask(forged, await proof(forged))).json()).toMatchObject({ code: 'access.invalid' });
    expect((await server.inject({ url: '/letters/1', headers: { authorization: `Bearer ${t}` } })).json()).toMatchObject({
      code: 'access.missing',
    });
    const low = await token({ acr: 'L1' });
    expect((await ask(low, await proof(low))).json()).toMatchObject({ code: 'access.level', facts: { want: 'L3', have: 'L1' } });
    const other = await token({ scope: 'agency' });
    expect((await ask(other, await proof(other))).json()).toMatchObject({ code: 'access.refused' });
  });
});
