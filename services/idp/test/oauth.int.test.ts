import { createPrivateKey } from 'node:crypto';
import { makeServiceClient } from '@shishobako/http/service-client';
import { withTestDatabase } from '@shishobako/testkit/database';
import { decodeJwt, SignJWT } from 'jose';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Idp, insecure, keyserver, makeBrowser, platform, reader, setUpIdp } from './idp-setup.ts';

const database = await withTestDatabase('idp');
let idp: Idp;
beforeAll(async () => {
  idp = await setUpIdp(database);
});
afterAll(() => idp.close());

const errorOf = async (response: Response) => ({ status: response.status, error: ((await response.json()) as { error?: string }).error });

describe('the discovery document', () => {
  it('promises what the profile asks for and nothing else', async () => {
    const { server } = await makeBrowser(idp);
    expect(server).toMatchObject({
      issuer: idp.issuer,
      require_pushed_authorization_requests: true,
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      dpop_signing_alg_values_supported: ['ES256'],
      id_token_signing_alg_values_supported: ['ES256'],
      authorization_response_iss_parameter_supported: true,
    });
    expect(server.grant_types_supported?.toSorted()).toEqual(['authorization_code', 'client_credentials']);
    expect(server.token_endpoint_auth_methods_supported?.toSorted()).toEqual(['none', 'private_key_jwt']);
    expect(server.userinfo_endpoint).toBeUndefined();
    expect(server.registration_endpoint).toBeUndefined();
    expect(server.introspection_endpoint).toBeUndefined();
  });
  it('takes its own address from the configuration, whatever Host says', async () => {
    const response = await fetch(`${idp.issuer}/.well-known/openid-configuration`, { headers: { 'x-forwarded-host': 'evil.example' } });
    expect(JSON.stringify(await response.json())).not.toContain('evil');
  });
});

describe('authorisation requests that are refused', () => {
  it('not pushed', async () => {
    const browser = await makeBrowser(idp);
    const url = new URL(browser.server.authorization_endpoint as string);
    url.search = browser.parameters().toString();
    const end = await browser.follow(url);
    expect(end.searchParams.get('error')).toBe('invalid_request');
    expect(end.searchParams.get('code')).toBeNull();
  });
  it.each([
    [
      'without PKCE',
      (p: URLSearchParams) => ['code_challenge', 'code_challenge_method'].forEach((name) => p.delete(name)),
      'invalid_request',
    ],
    ['with plain PKCE', (p: URLSearchParams) => p.set('code_challenge_method', 'plain'), 'invalid_request'],
    ['to another address', (p: URLSearchParams) => p.set('redirect_uri', 'http://evil.example/callback'), 'invalid_request'],
    ['to an address that only begins the same', (p: URLSearchParams) => p.set('redirect_uri', `${reader}/callback/x`), 'invalid_request'],
    ['for a token in the address', (p: URLSearchParams) => p.set('response_type', 'token'), 'unsupported_response_type'],
    ['bound to another key', (p: URLSearchParams) => p.set('dpop_jkt', 'x'.repeat(43)), 'invalid_request'],
    ['of an unknown client', (p: URLSearchParams) => p.set('client_id', 'nobody'), 'invalid_client'],
  ])('%s', async (_name, change, error) => {
    const browser = await makeBrowser(idp);
    const parameters = browser.parameters();
    change(parameters);
    const response = await fetch(browser.server.pushed_authorization_request_endpoint as string, {
      method: 'POST',
      body: parameters,
      headers: { dpop: await proof(browser, browser.server.pushed_authorization_request_endpoint as string) },
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect((await errorOf(response)).error).toBe(error);
  });
  it.each([
    ['for a resource the client has no business with', platform],
    ['for the keyserver: no token opens anything there', keyserver],
    ['without a resource', ''],
  ])('%s', async (_name, resource) => {
    const browser = await makeBrowser(idp);
    const parameters = browser.parameters();
    if (resource) parameters.set('resource', resource);
    else parameters.delete('resource');
    const answer = await errorOf(await browser.push(parameters));
    expect(answer.error).toBe('invalid_target');
  });
  it('a pushed request used twice', async () => {
    const browser = await makeBrowser(idp);
    const pushed = await oauth.processPushedAuthorizationResponse(browser.server, browser.client, await browser.push(browser.parameters()));
    const url = new URL(browser.server.authorization_endpoint as string);
    url.search = new URLSearchParams({ client_id: browser.client.client_id, request_uri: pushed.request_uri }).toString();
    expect((await browser.follow(url)).pathname).toBe('/sign-in');
    const again = await browser.follow(url);
    expect(again.searchParams.get('code')).toBeNull();
  });
});

type Browser = Awaited<ReturnType<typeof makeBrowser>>;
const keysByBrowser = new WeakMap<Browser, Promise<CryptoKeyPair>>();
/** A DPoP proof made by hand, with a key of its own, so that it can be sent twice. */
async function proof(browser: Browser, url: string, over: Record<string, unknown> = {}, key?: CryptoKeyPair): Promise<string> {
  if (!keysByBrowser.has(browser)) keysByBrowser.set(browser, oauth.generateKeyPair('ES256', { extractable: true }));
  const pair = key ?? (await (keysByBrowser.get(browser) as Promise<CryptoKeyPair>));
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return new SignJWT({ htm: 'POST', htu: url, jti: crypto.randomUUID(), iat: Math.floor(Date.now() / 1000), ...over })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: { kty, crv, x, y } as never })
    .sign(pair.privateKey);
}

describe('codes', () => {
  it('work once, and one at a time', async () => {
    const browser = await makeBrowser(idp);
    const code = await browser.signIn(await idp.country.makeCard());
    const both = await Promise.all([browser.redeem(code), browser.redeem(code)]);
    expect(both.map((r) => r.status).sort()).toEqual([200, 400]);
    expect(await errorOf(await browser.redeem(code))).toEqual({ status: 400, error: 'invalid_grant' });
  });
  it('need the verifier, the device key and the resource they were given for', async () => {
    const browser = await makeBrowser(idp);
    const card = await idp.country.makeCard();
    const wrongVerifier = await browser.redeem(await browser.signIn(card), { verifier: oauth.generateRandomCodeVerifier() });
    expect((await errorOf(wrongVerifier)).error).toBe('invalid_grant');
    const otherKey = oauth.DPoP(browser.client, await oauth.generateKeyPair('ES256'));
    expect((await errorOf(await browser.redeem(await browser.signIn(card), { handle: otherKey }))).error).toBe('invalid_grant');
    const elsewhere = await browser.redeem(await browser.signIn(card), { resource: platform });
    expect((await errorOf(elsewhere)).error).toBe('invalid_target');
  });
  it('give nothing without a DPoP proof, and nothing for a proof used twice', async () => {
    const browser = await makeBrowser(idp);
    const code = await browser.signIn(await idp.country.makeCard());
    const url = browser.server.token_endpoint as string;
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'shishobako-web',
      code: code.get('code') ?? '',
      redirect_uri: `${reader}/callback`,
      code_verifier: 'x'.repeat(43),
    });
    expect((await fetch(url, { method: 'POST', body })).status).toBe(400);
    const once = await proof(browser, url);
    const answers = [];
    for (let i = 0; i < 2; i++) answers.push(await errorOf(await fetch(url, { method: 'POST', body, headers: { dpop: once } })));
    expect(answers.every((a) => a.status >= 400)).toBe(true);
  });
});

describe('services', () => {
  const assertion = {
    key: async () =>
      crypto.subtle.importKey(
        'pkcs8',
        new Uint8Array(idp.service.privateKey.export({ type: 'pkcs8', format: 'der' })),
        { name: 'ECDSA', namedCurve: 'P-256' },
        false,
        ['sign'],
      ),
  };
  const request = async (over: { scope?: string; resource?: string; key?: CryptoKey; dpop?: string | null } = {}) => {
    const browser = await makeBrowser(idp);
    const client: oauth.Client = { client_id: 'portal' };
    const keys = await oauth.generateKeyPair('ES256', { extractable: true });
    return oauth.clientCredentialsGrantRequest(
      browser.server,
      client,
      oauth.PrivateKeyJwt({ key: over.key ?? (await assertion.key()), kid: idp.service.kid }),
      new URLSearchParams({ scope: over.scope ?? 'internal', resource: over.resource ?? platform }),
      { ...(over.dpop !== null && { DPoP: oauth.DPoP(client, keys) }), ...insecure },
    );
  };
  it('get a short token for the resource they are configured for', async () => {
    const answer = (await (await request()).json()) as { access_token: string; expires_in: number };
    expect(decodeJwt(answer.access_token)).toMatchObject({ aud: platform, scope: 'internal', sub: 'portal', client_id: 'portal' });
    expect(decodeJwt(answer.access_token)['acr']).toBeUndefined();
    expect(answer.expires_in).toBe(600);
  });
  it('get no scope beyond it, no other resource, nothing with another key, nothing unbound', async () => {
    const wide = (await (await request({ scope: 'internal agency box' })).json()) as { access_token: string };
    expect(decodeJwt(wide.access_token)['scope']).toBe('internal');
    expect(await errorOf(await request({ resource: 'http://localhost:2' }))).toEqual({ status: 400, error: 'invalid_target' });
    const other = await oauth.generateKeyPair('ES256');
    expect(await errorOf(await request({ key: other.privateKey }))).toEqual({ status: 401, error: 'invalid_client' });
    expect((await request({ dpop: null })).status).toBe(400);
  });
  it('work through the client every service uses', async () => {
    const seen: string[] = [];
    const client = makeServiceClient({
      issuer: idp.issuer,
      clientId: 'portal',
      clientKey: await assertion.key(),
      clientKid: idp.service.kid,
      resource: platform,
      scope: 'internal',
      fetch: async (_url, init) => {
        seen.push(new Headers(init?.headers).get('authorization') ?? '');
        return Response.json({ fine: true });
      },
    });
    expect(await client.call(z.object({ fine: z.boolean() }), 'GET', '/x')).toEqual({ ok: true, value: { fine: true } });
    expect(seen[0]).toMatch(/^DPoP ey/);
  });
  it('a client assertion works once, also when it comes eight times in the same moment', async () => {
    const browser = await makeBrowser(idp);
    const url = browser.server.token_endpoint as string;
    const now = Math.floor(Date.now() / 1000);
    // The first round fills the connection pool: only then do the requests really run side by side.
    for (let round = 0; round < 6; round++) {
      const client_assertion = await new SignJWT({ jti: crypto.randomUUID() })
        .setProtectedHeader({ alg: 'ES256', kid: idp.service.kid })
        .setIssuer('portal')
        .setSubject('portal')
        .setAudience(idp.issuer)
        .setIssuedAt(now)
        .setExpirationTime(now + 60)
        .sign(createPrivateKey(idp.service.pem));
      const body = new URLSearchParams({
        ...{ grant_type: 'client_credentials', client_id: 'portal', scope: 'internal', resource: platform, client_assertion },
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      });
      const proofs = await Promise.all(Array.from({ length: 8 }, () => proof(browser, url)));
      const answers = await Promise.all(proofs.map((dpop) => fetch(url, { method: 'POST', body, headers: { dpop } })));
      expect(answers.filter((r) => r.ok)).toHaveLength(1);
    }
  });
});

describe('signing out', () => {
  it('asks once, then ends the session and goes back to the reader', async () => {
    const browser = await makeBrowser(idp);
    const tokens = await browser.tokens(await browser.signIn(await idp.country.makeCard()));
    const url = new URL(browser.server.end_session_endpoint as string);
    url.search = new URLSearchParams({ id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: `${reader}/` }).toString();
    const page = await (await browser.browse(url)).text();
    expect(page).toContain('サインアウトしますか');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const body = new URLSearchParams({ xsrf, logout: 'yes' });
    const done = await browser.browse(`${idp.issuer}/session/end/confirm`, { method: 'POST', body });
    expect(done.headers.get('location')).toContain(`${reader}/`);
    const foreign = new URL(url);
    foreign.searchParams.set('post_logout_redirect_uri', 'http://evil.example/');
    expect((await browser.browse(foreign)).status).toBe(400);
  });
});
