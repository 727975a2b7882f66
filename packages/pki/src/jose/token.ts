// What every JOSE token here must satisfy before the library sees it: strict base64url, no compression, keys used only as they say
// (RFC 7515 §2, RFC 7517 §4.2–4.4, RFC 8725 §3).

import { fromBase64url, fromUtf8 } from '@shishobako/kernel/bytes';
import { isRecord } from '@shishobako/kernel/record';
import { type Err, err, ok, type Result } from '@shishobako/kernel/result';
import type { JWK } from 'jose';

export type TokenRefused = { readonly kind: 'token.invalid' | 'alg.refused'; readonly detail: string };
export type Header = Readonly<Record<string, unknown>>;

export const invalid = (detail: string): Err<TokenRefused> => err({ kind: 'token.invalid', detail });

export const refused = (detail: string): Err<TokenRefused> => err({ kind: 'alg.refused', detail });

/** Compact form split by dots, or a JSON object. */
export function readToken(token: unknown): Result<readonly string[] | Record<string, unknown>, TokenRefused> {
  if (isRecord(token)) return ok(token);
  if (typeof token !== 'string') return invalid('token is neither text nor an object');
  if (!token.trimStart().startsWith('{')) return ok(token.split('.'));
  try {
    const parsed: unknown = JSON.parse(token);
    return isRecord(parsed) ? ok(parsed) : invalid('token is not an object');
  } catch {
    return invalid('token is not JSON');
  }
}

export const isBase64url = (value: unknown): value is string => {
  if (typeof value !== 'string') return false;
  try {
    fromBase64url(value);
    return true;
  } catch {
    return false;
  }
};

/** The protected header. Of a name given twice the last counts, as RFC 7515 §4 allows. */
export function readHeader(encoded: string): Result<Header, TokenRefused> {
  try {
    const text = fromUtf8(fromBase64url(encoded));
    const header: unknown = JSON.parse(text);
    if (!isRecord(header)) return invalid('header is not an object');
    return ok(header);
  } catch {
    return invalid('header is not JSON');
  }
}

type Use = { readonly use: 'sig' | 'enc'; readonly operations: readonly string[] };

/** Picks the key of a set by `kid`; a set that mixes secrets with public keys or has two keys of one id is ambiguous. */
export function pickKey(jwk: Header, kid: unknown): JWK | undefined {
  if (!Array.isArray(jwk.keys)) return jwk as JWK;
  const keys = jwk.keys.filter(isRecord);
  const symmetric = keys.filter((k) => k.kty === 'oct').length;
  if (symmetric !== 0 && symmetric !== keys.length) return undefined;
  const fitting = keys.length === 1 && kid === undefined ? keys : keys.filter((k) => k.kid === kid);
  return fitting.length === 1 ? (fitting[0] as JWK) : undefined;
}

/** RSA keys below 2048 bits are refused on purpose (RFC 7518 §§3.3, 4.2). */
export const isShortRsa = (jwk: JWK): boolean => jwk.kty === 'RSA' && isBase64url(jwk.n) && fromBase64url(jwk.n).length < 256;

/** Why the key may not be used so; undefined when it may. */
export function keyFault(jwk: JWK, algorithm: string, { use, operations }: Use): string | undefined {
  if (jwk.alg !== undefined && jwk.alg !== algorithm) return 'key is for another algorithm';
  if (jwk.use !== undefined && jwk.use !== use) return 'key is for another use';
  if (jwk.key_ops !== undefined && !operations.some((o) => jwk.key_ops?.includes(o))) return 'key is for other operations';
  return undefined;
}
