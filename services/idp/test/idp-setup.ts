// One identity provider on a database of its own, a country of cards, and a client that follows OpenID Connect step by step so that
// each step can be done wrongly. The client library is oauth4webapi, written by nobody here.

import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CardRequest } from '@shishobako/contracts/card-statement';
import { Interaction, InteractionResult, webClientId } from '@shishobako/contracts/idp-api';
import type { TrustList } from '@shishobako/contracts/trust';
import { signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import type { ServiceDatabase } from '@shishobako/database/provision';
import { makeCookieFetch } from '@shishobako/device/headless-sign-in';
import { makeCardCountry, type TestCard } from '@shishobako/testkit/card-country';
import { startSuccessionAuthority } from '@shishobako/testkit/succession-authority';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import * as oauth from 'oauth4webapi';
import { startIdp } from '../src/app.ts';
import type { IdpConfig } from '../src/config.ts';

export const reader = 'http://localhost:1';
export const portal = 'http://localhost:2';
export const platform = 'http://localhost:3';
export const keyserver = 'http://localhost:4';
export const counterSecret = 'counter-secret-of-this-test-0123456789';
export const insecure = { [oauth.allowInsecureRequests]: true } as const;
const kem = 'k'.repeat(43);
const nonceKeyserver = 'n'.repeat(43);

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

export async function setUpIdp(database: ServiceDatabase) {
  let offset = 0;
  const clock = () => Date.now() + offset;
  const [country, stranger, authority] = await Promise.all([makeCardCountry(), makeCardCountry(), startSuccessionAuthority({ clock })]);
  const keysDir = mkdtempSync(join(tmpdir(), 'idp-keys-'));
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const service = signingKeyFrom(
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  const trust: TrustList = {
    v: 'epob-trust-v1',
    operator: { ja: '試験', en: 'Test' },
    created: new Date().toISOString(),
    joined: true,
    readers: [reader],
    anchors: [...country.anchors],
    services: [
      { service: 'idp', url: issuer, origin: null, logKey: null, keys: [] },
      { service: 'portal', url: portal, origin: null, logKey: null, keys: [] },
      authority.trusted,
    ],
    ocspUrl: country.ocspUrl,
  };
  const config: IdpConfig = {
    ...{ service: 'idp', host: '127.0.0.1', port, publicUrl: issuer, allowedOrigins: [], logLevel: 'silent', keysDir, database },
    ...{ trust, issuer, clientId: 'idp', platformClientId: 'platform', webClientName: { ja: '私書箱', en: 'Shishobako' } },
    verifier: authority.account('idp'),
    counterSecret,
    clients: [
      {
        clientId: 'portal',
        name: { ja: 'ポータル', en: 'Portal' },
        keys: [{ ...service.jwk, kid: service.kid }],
        access: [{ resource: platform, scopes: ['internal'] }],
      },
    ],
  };
  const running = await startIdp(config, { clock });
  return {
    ...{ issuer, country, stranger, authority, config, service },
    /** Moves the service's own clock, not the clock of the library inside. */
    setOffset: (ms: number) => {
      offset = ms;
    },
    async close() {
      await running.close();
      await Promise.all([country.close(), stranger.close(), authority.close()]);
      rmSync(keysDir, { recursive: true, force: true });
    },
  };
}
export type Idp = Awaited<ReturnType<typeof setUpIdp>>;

/** One browser with one device key. */
export async function makeBrowser(idp: Idp, over: { resource?: string } = {}) {
  const browse = makeCookieFetch();
  const keys = await oauth.generateKeyPair('ES256', { extractable: true });
  const client: oauth.Client = { client_id: webClientId, token_endpoint_auth_method: 'none', id_token_signed_response_alg: 'ES256' };
  const dpop = oauth.DPoP(client, keys);
  const jkt = await calculateJwkThumbprint(await exportJWK(keys.publicKey));
  const server = await oauth.processDiscoveryResponse(new URL(idp.issuer), await oauth.discoveryRequest(new URL(idp.issuer), insecure));
  const verifier = oauth.generateRandomCodeVerifier();
  const challenge = await oauth.calculatePKCECodeChallenge(verifier);
  const resource = over.resource ?? portal;
  const parameters = (): URLSearchParams =>
    new URLSearchParams({
      ...{ client_id: client.client_id, response_type: 'code', redirect_uri: `${reader}/callback`, scope: 'openid box', resource },
      ...{ acr_values: 'L3', prompt: 'login', state: 'some-state', nonce: 'some-nonce', dpop_jkt: jkt },
      ...{ code_challenge: challenge, code_challenge_method: 'S256' },
    });
  const push = (given: URLSearchParams) =>
    oauth.pushedAuthorizationRequest(server, client, oauth.None(), given, { DPoP: dpop, ...insecure });

  async function authorize(given = parameters()): Promise<URL> {
    const pushed = await oauth.processPushedAuthorizationResponse(server, client, await push(given));
    const url = new URL(server.authorization_endpoint as string);
    url.search = new URLSearchParams({ client_id: client.client_id, request_uri: pushed.request_uri }).toString();
    return follow(url);
  }

  /** Follows redirects as far as the reader. */
  async function follow(start: URL): Promise<URL> {
    let at = start;
    for (let hops = 0; at.origin !== reader; hops++) {
      const response = await browse(at);
      const location = response.headers.get('location');
      if (!location || hops > 8) throw new Error(`stopped at ${at.pathname} with ${response.status}`);
      at = new URL(location, at);
    }
    return at;
  }

  const getInteraction = (uid: string) => browse(`${idp.issuer}/v1/citizen/interactions/${uid}`, { headers: { origin: reader } });
  const postCard = (uid: string, signed: unknown, headers: Record<string, string> = {}) =>
    browse(`${idp.issuer}/v1/citizen/interactions/${uid}/card`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: reader, ...headers },
      body: JSON.stringify({ signed }),
    });

  /** To the point where the card is asked. */
  async function begin(purpose: CardRequest['purpose'] = 'enrol', given = parameters()) {
    const uid = (await authorize(given)).searchParams.get('interaction') ?? '';
    const interaction = Interaction.parse(await (await getInteraction(uid)).json());
    const request: CardRequest = { purpose, audience: [idp.issuer, keyserver], nonceIdp: interaction.nonceIdp, nonceKeyserver, jkt, kem };
    return { uid, interaction, request };
  }

  /** The code as the callback page receives it. */
  async function signIn(card: TestCard, purpose: CardRequest['purpose'] = 'enrol'): Promise<URLSearchParams> {
    const { uid, request } = await begin(purpose);
    const answer = await postCard(uid, await card.sign(request, reader));
    if (!answer.ok) throw new Error(`card: ${answer.status} ${await answer.text()}`);
    const { redirectTo } = InteractionResult.parse(await answer.json());
    const callback = await follow(new URL(redirectTo));
    return oauth.validateAuthResponse(server, client, callback, 'some-state');
  }

  const redeem = (code: URLSearchParams, options: { verifier?: string; resource?: string; handle?: oauth.DPoPHandle } = {}) =>
    oauth.authorizationCodeGrantRequest(server, client, oauth.None(), code, `${reader}/callback`, options.verifier ?? verifier, {
      DPoP: options.handle ?? dpop,
      additionalParameters: { resource: options.resource ?? resource },
      ...insecure,
    });
  const tokens = async (code: URLSearchParams) =>
    oauth.processAuthorizationCodeResponse(server, client, await redeem(code), { expectedNonce: 'some-nonce', requireIdToken: true });

  return {
    browse,
    client,
    dpop,
    jkt,
    server,
    parameters,
    push,
    authorize,
    follow,
    getInteraction,
    postCard,
    begin,
    signIn,
    redeem,
    tokens,
  };
}
