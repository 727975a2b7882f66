// An authorisation server for tests of services that only check tokens: discovery, keys and a token endpoint that asks no questions.
// Tokens and proofs have the very form of the identity provider's (RFC 9068, RFC 9449), so a test can also make them wrong.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Level } from '@shishobako/contracts/levels';
import { EcPublicJwk } from '@shishobako/contracts/primitives';
import { jwkThumbprint, sha256Base64url } from '@shishobako/crypto/node/digest';
import { signCompact } from '@shishobako/crypto/node/jws';
import { type SigningKey, signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { utf8 } from '@shishobako/kernel/bytes';
import { type Clock, systemClock } from '@shishobako/kernel/clock';
import { newPem } from './new-pem.ts';

/** One member of a decoded JWT part; this desk is only ever shown tokens that our own clients made. */
function member(jwt: string, part: 0 | 1, name: string): unknown {
  const json: unknown = JSON.parse(Buffer.from(jwt.split('.')[part] ?? '', 'base64url').toString());
  return typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined;
}

export type CallerOptions = {
  /** Public URL of the service to call. */
  readonly resource: string;
  readonly sub: string;
  readonly scope: string;
  readonly clientId?: string;
  readonly acr?: Level;
  /** Seconds since 1970; now unless told. */
  readonly authTime?: number;
  /** Seconds since 1970: a card that joined by the authority's word. */
  readonly cardSince?: number;
  /** The device's key; a new one unless told. */
  readonly key?: SigningKey;
};

export type Caller = {
  readonly key: SigningKey;
  readonly jkt: string;
  /** Sends one request with a fresh proof; objects as JSON, forms as they are. */
  send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Response>;
};

export type TokenDesk = { readonly issuer: string; makeCaller(options: CallerOptions): Caller; close(): Promise<void> };

const publicPart = ({ x, y }: { x: string; y: string }) => ({ kty: 'EC' as const, crv: 'P-256' as const, x, y });

export async function startTokenDesk({ clock = systemClock }: { clock?: Clock } = {}): Promise<TokenDesk> {
  const key = signingKeyFrom(newPem());
  let issuer = '';
  const seconds = () => Math.floor(clock() / 1000);

  const mint = (claims: {
    sub: string;
    clientId: string;
    scope: string;
    aud: string;
    jkt: string;
    acr?: Level;
    authTime?: number;
    cardSince?: number;
  }): string =>
    signCompact(
      { typ: 'at+jwt', kid: key.kid },
      {
        iss: issuer,
        aud: claims.aud,
        sub: claims.sub,
        client_id: claims.clientId,
        scope: claims.scope,
        jti: randomUUID(),
        iat: seconds(),
        exp: seconds() + 300,
        cnf: { jkt: claims.jkt },
        ...(claims.acr && { acr: claims.acr, auth_time: claims.authTime ?? seconds() }),
        ...(claims.cardSince !== undefined && { card_since: claims.cardSince }),
      },
      key.privateKey,
    );

  const server = createServer(async (request, response) => {
    const answer = (body: object) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (request.url === '/.well-known/openid-configuration')
      return void answer({
        issuer,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        authorization_endpoint: `${issuer}/auth`,
      });
    if (request.url === '/jwks') return void answer({ keys: [key.jwk] });
    const form = new URLSearchParams(await text(request));
    const sub = String(member(form.get('client_assertion') ?? '', 1, 'sub'));
    const jwk = EcPublicJwk.parse(member(String(request.headers['dpop']), 0, 'jwk'));
    const claims = { sub, clientId: sub, scope: form.get('scope') ?? '', aud: form.get('resource') ?? '', jkt: jwkThumbprint(jwk) };
    answer({ access_token: mint(claims), token_type: 'DPoP', expires_in: 300 });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    makeCaller({ resource, sub, scope, clientId = sub, key: device = signingKeyFrom(newPem()), ...person }) {
      const jkt = jwkThumbprint(device.jwk);
      let held: { token: string; until: number } | undefined;
      return {
        key: device,
        jkt,
        async send(method, path, body) {
          if (!held || held.until < seconds())
            held = { token: mint({ sub, clientId, scope, aud: resource, jkt, ...person }), until: seconds() + 240 };
          const { token } = held;
          const url = resource + path;
          const proof = { htm: method, htu: url.split('?')[0], jti: randomUUID(), iat: seconds(), ath: sha256Base64url(utf8(token)) };
          const dpop = signCompact({ typ: 'dpop+jwt', jwk: publicPart(device.jwk) }, proof, device.privateKey);
          const isForm = body instanceof FormData;
          return fetch(url, {
            method,
            headers: { authorization: `DPoP ${token}`, dpop, ...(body && !isForm && { 'content-type': 'application/json' }) },
            ...(body && { body: isForm ? body : JSON.stringify(body) }),
          });
        },
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
