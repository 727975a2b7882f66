// What single domains can do with their own keys: the portal signs decisions, the identity provider mints tokens, a device asks.
// Used by the attacks, each of which holds exactly one of these powers (security sheet §2).
import { randomUUID } from 'node:crypto';
import { Opening } from '@shishobako/contracts/citizen-api';
import type { ReleaseDecision } from '@shishobako/contracts/decision';
import { type WrapPart, wrapContextOf } from '@shishobako/contracts/envelope';
import { ReleaseAnswer } from '@shishobako/contracts/keyserver-api';
import { jsonSha256, jwkThumbprint, sha256Base64url } from '@shishobako/crypto/node/digest';
import { signCompact } from '@shishobako/crypto/node/jws';
import type { SigningKey } from '@shishobako/crypto/node/key-folder';
import { type CallError, callJson } from '@shishobako/device/call';
import type { Device } from '@shishobako/device/device';
import { listLetters } from '@shishobako/device/list-letters';
import { checkSession } from '@shishobako/device/session';
import type { CallError as ServiceCallError } from '@shishobako/http/service-client';
import { utf8 } from '@shishobako/kernel/bytes';
import type { Result } from '@shishobako/kernel/result';
import type { Inside } from './inside.ts';

const seconds = (): number => Math.floor(Date.now() / 1000);

export function orThrow<T>(result: Result<T, { kind: string }>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** `given`, or the problem's code and detail. */
export function saidTo(answer: Result<unknown, CallError | ServiceCallError>): string {
  if (answer.ok) return 'given';
  const { error } = answer;
  return error.kind === 'call.problem' ? `${error.problem.code} ${error.problem.detail ?? ''}`.trim() : error.kind;
}

export const sessionOf = async (device: Device) => orThrow(await checkSession(device));

/** What the portal gives for opening the newest letter of a class, or the one `skip` before it. */
export async function openingOf(device: Device, contentClass: string, skip = 0): Promise<Opening> {
  const letter = orThrow(await listLetters(device)).items.filter((l) => l.class === contentClass)[skip];
  const path = `/v1/citizen/letters/${letter?.env}/openings`;
  return orThrow(await callJson(device, (await sessionOf(device)).portal, Opening, 'POST', path, {}));
}

export type Wrapped = ReturnType<typeof wrapOf>;
/** One wrap of a letter with what a decision says of it. */
export const wrapOf = ({ header, wraps }: Opening, part: Exclude<WrapPart, 'own'> = 'content') => ({
  item: { kid: header.kid, headerSha256: jsonSha256(header), context: wrapContextOf(header, part) },
  wrap: wraps[part],
});

/** Asks the keyserver, as the signed-in device, to release keys under a decision. */
export async function askRelease(device: Device, decision: string, wraps: readonly Wrapped[]): Promise<Result<ReleaseAnswer, CallError>> {
  const items = wraps.map(({ item, wrap }) => ({ env: item.context.env, part: item.context.part, wrap }));
  return callJson(device, (await sessionOf(device)).keyserver, ReleaseAnswer, 'POST', '/v1/device/releases', { decision, items });
}

export function makePowers(inside: Inside, url: (name: 'idp' | 'keyserver') => string) {
  return {
    /** The portal's true decision key under any words. */
    async decide(jkt: string, wraps: readonly Wrapped[], over: Partial<ReleaseDecision> = {}): Promise<string> {
      const key = await (await inside.keys('portal')).ensureEs256('decision');
      const iat = seconds();
      const decision = {
        ...{ v: 'epob-decision-v1', id: randomUUID(), action: 'letter.open', items: wraps.map(({ item }) => item), purpose: 'own-box' },
        ...{ level: 'L3', obligations: [], policySet: 'attack', jkt, aud: url('keyserver'), iat, exp: iat + 60 },
        ...over,
      };
      return signCompact({ typ: 'epob-decision+jws', kid: key.kid }, decision, key.privateKey);
    },
    /** The identity provider's true token key: anyone, at any service, bound to any key. */
    async mint(key: SigningKey, claims: { aud: string; scope: string; clientId: string; sub: string }): Promise<string> {
      const token = await (await inside.keys('idp')).ensureEs256('token');
      const iat = seconds();
      return signCompact(
        { typ: 'at+jwt', kid: token.kid },
        {
          ...{ iss: url('idp'), aud: claims.aud, sub: claims.sub, client_id: claims.clientId, scope: claims.scope, jti: randomUUID() },
          ...{ iat, exp: iat + 300, cnf: { jkt: jwkThumbprint(key.jwk) }, acr: 'L3', auth_time: iat },
        },
        token.privateKey,
      );
    },
    /** One request under a token, with a true proof of possession by `key`. */
    async send(key: SigningKey, token: string, method: string, address: string, body?: unknown): Promise<Response> {
      const { x, y } = key.jwk;
      const proof = { htm: method, htu: address.split('?')[0], jti: randomUUID(), iat: seconds(), ath: sha256Base64url(utf8(token)) };
      const dpop = signCompact({ typ: 'dpop+jwt', jwk: { kty: 'EC', crv: 'P-256', x, y } }, proof, key.privateKey);
      return fetch(address, {
        method,
        headers: { authorization: `DPoP ${token}`, dpop, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    },
  };
}
export type Powers = ReturnType<typeof makePowers>;
