// Verifies a JSON Web Signature (RFC 7515, RFC 7797): compact, flattened or general, on the jose library.
import { createPublicKey } from 'node:crypto';
import { fromBase64url, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { ok, type Result } from '@shishobako/kernel/result';
import { type FlattenedJWSInput, flattenedVerify, importJWK, type JWK } from 'jose';
import { verifySignature } from '../verify/verify-signature.ts';
import { isWeakRsaKey } from '../x509/weak-rsa.ts';
import {
  type Header,
  invalid,
  isBase64url,
  isShortRsa,
  keyFault,
  pickKey,
  readHeader,
  readToken,
  refused,
  type TokenRefused,
} from './token.ts';

export type VerifiedJws = { readonly payload: Uint8Array; readonly header: Header; readonly index: number };

export type JwsOptions = {
  /** Binds when given. */
  readonly algorithms?: readonly string[];
  /** Content of a detached signature, as bytes. */
  readonly detached?: Uint8Array;
};

/** What is accepted at all; `none` and SHA-1 are not among it (RFC 8725 §3.1). */
const algorithms = /^(?:HS|RS|PS|ES)(?:256|384|512)$|^ES256K$|^EdDSA$|^Ed25519$|^Ed448$/;
/** What the library does not know (RFC 8812 §3.2, RFC 8037 §3.1) and node:crypto does. */
const isBeyondLibrary = (algorithm: string, { crv }: JWK): boolean =>
  algorithm === 'ES256K' || algorithm === 'Ed448' || (algorithm === 'EdDSA' && crv === 'Ed448');

/** Public members only: a verifier has no use for the private ones. */
function publicPart(jwk: JWK): JWK {
  if (jwk.kty === 'oct') return jwk;
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, key_ops: _ops, ...rest } = jwk;
  return rest;
}

function signaturesOf(token: readonly string[] | Record<string, unknown>): FlattenedJWSInput[] | undefined {
  if (Array.isArray(token)) {
    const [header = '', payload = '', signature = ''] = token;
    return token.length === 3 ? [{ protected: header, payload, signature }] : undefined;
  }
  const { payload, signatures, ...rest } = token as Record<string, unknown>;
  const list = signatures === undefined ? [rest] : signatures;
  if (!Array.isArray(list) || list.length === 0 || list.length > 32) return undefined;
  if (signatures !== undefined && ('signature' in rest || 'protected' in rest || 'header' in rest)) return undefined;
  return list.map((s: FlattenedJWSInput) => ({ ...s, payload: payload as string }));
}

/** Plain signatures only: extensions (`crit`, `b64`) are the library's. */
function verifyByNode(
  jws: FlattenedJWSInput,
  header: Header,
  algorithm: string,
  jwk: JWK,
  detached: Uint8Array | undefined,
): Result<{ payload: Uint8Array; header: Header }, TokenRefused> {
  const unprotected = jws.header as Header | undefined;
  const both = { ...unprotected, ...header };
  if (both['crit'] !== undefined || both['b64'] !== undefined) return invalid('critical parameters with this algorithm');
  if (Object.keys(unprotected ?? {}).some((name) => Object.hasOwn(header, name))) return invalid('a parameter stands in both headers');
  const payload = detached ? toBase64url(detached) : jws.payload;
  if (typeof payload !== 'string') return invalid('payload is not text');
  const checked = verifySignature({
    algorithm,
    key: createPublicKey({ key: jwk, format: 'jwk' }),
    message: utf8(`${jws.protected ?? ''}.${payload}`),
    signature: fromBase64url(jws.signature),
    encoding: 'p1363',
  });
  return checked.ok && checked.value ? ok({ payload: fromBase64url(payload), header: both }) : invalid('signature verification failed');
}

async function verifyOne(
  jws: FlattenedJWSInput,
  jwks: Header,
  options: JwsOptions,
): Promise<Result<{ payload: Uint8Array; header: Header }, TokenRefused>> {
  if (jws.protected !== undefined && !isBase64url(jws.protected)) return invalid('header is not base64url');
  if (!isBase64url(jws.signature)) return invalid('signature is not base64url');
  const header = jws.protected ? readHeader(jws.protected) : ok({} as Header);
  if (!header.ok) return header;
  const algorithm = header.value.alg ?? (jws.header as Header | undefined)?.alg;
  if (typeof algorithm !== 'string') return invalid('no algorithm');
  if (!algorithms.test(algorithm)) return refused(algorithm);
  if (options.algorithms && !options.algorithms.includes(algorithm)) return invalid('algorithm not allowed');
  if (header.value.b64 !== false && options.detached === undefined && !isBase64url(jws.payload)) return invalid('payload is not base64url');
  const jwk = pickKey(jwks, header.value.kid ?? (jws.header as Header | undefined)?.kid);
  if (!jwk) return invalid('no single key fits');
  const fault = keyFault(jwk, algorithm, { use: 'sig', operations: ['verify', 'sign'] });
  if (fault) return invalid(fault);
  if (jwk.kty === 'oct' && (!isBase64url(jwk.k) || fromBase64url(jwk.k).length * 8 < Number(algorithm.slice(2))))
    return invalid('secret too short');
  try {
    if (isShortRsa(jwk)) return refused('RSA key below 2048 bits');
    if (jwk.kty === 'RSA' && isWeakRsaKey(createPublicKey({ key: publicPart(jwk), format: 'jwk' }))) return invalid('weak RSA key');
    if (isBeyondLibrary(algorithm, jwk)) return verifyByNode(jws, header.value, algorithm, publicPart(jwk), options.detached);
    const key = await importJWK(publicPart(jwk), algorithm);
    const { detached } = options;
    const content = detached === undefined ? {} : { payload: header.value.b64 === false ? detached : toBase64url(detached) };
    const verified = await flattenedVerify({ ...jws, ...content }, key, options.algorithms ? { algorithms: [...options.algorithms] } : {});
    return ok({ payload: verified.payload, header: { ...jws.header, ...header.value } });
  } catch (cause) {
    return invalid(cause instanceof Error ? cause.message : 'not verified');
  }
}

/** With several signatures the first that verifies counts, and is named by its index. */
export async function verifyJws(token: unknown, jwk: Header, options: JwsOptions = {}): Promise<Result<VerifiedJws, TokenRefused>> {
  const read = readToken(token);
  if (!read.ok) return read;
  const signatures = signaturesOf(read.value);
  if (!signatures) return invalid('not a signed token');
  let last = invalid('no signature');
  for (const [index, jws] of signatures.entries()) {
    const verified = await verifyOne(jws, jwk, options);
    if (verified.ok) return ok({ ...verified.value, index });
    if (last.error.kind !== 'alg.refused') last = verified;
  }
  return last;
}
