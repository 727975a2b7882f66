// ES256 signatures over JCS with node:crypto, for servers and the agency SDK (five times the speed of WebCrypto here).
import { createPublicKey, type KeyObject, sign, verify, X509Certificate } from 'node:crypto';
import type { EcPublicJwk } from '@shishobako/contracts/primitives';
import { toBase64url } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import {
  type JwsError,
  type JwsHeader,
  type JwsHeaderFields,
  jwsParts,
  type ParsedJws,
  parseJws,
  type VerifiedJws,
} from '../jws-format.ts';

/** Raw ES256 signature (r ‖ s, 64 bytes). A token or HSM can stand behind it. */
export type Es256Signer = (data: Uint8Array) => Uint8Array;
export const signerOf = (privateKey: KeyObject): Es256Signer => {
  if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new RangeError('ES256 needs a P-256 key');
  return (data) => sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
};

const asSigner = (key: KeyObject | Es256Signer): Es256Signer => (typeof key === 'function' ? key : signerOf(key));
const signInput = (h: string, p: string, key: KeyObject | Es256Signer) => toBase64url(asSigner(key)(Buffer.from(`${h}.${p}`, 'ascii')));

export function signCompact(fields: JwsHeaderFields, payload: unknown, key: KeyObject | Es256Signer): string {
  const { header, payload: body } = jwsParts(fields, payload);
  return `${header}.${body}.${signInput(header, body, key)}`;
}

/** `header..signature` over the JCS form of `payload` (RFC 7515 appendix F). */
export function signDetached(fields: JwsHeaderFields, payload: unknown, key: KeyObject | Es256Signer): string {
  const { header, payload: body } = jwsParts(fields, payload);
  return `${header}..${signInput(header, body, key)}`;
}

/** The key that must have signed, chosen by the caller's own rule; undefined means: nobody we know. */
export type FindKey = (header: JwsHeader) => KeyObject | EcPublicJwk | undefined;

const asKey = (key: KeyObject | EcPublicJwk): KeyObject =>
  'kty' in key ? createPublicKey({ key: { kty: 'EC', crv: key.crv, x: key.x, y: key.y }, format: 'jwk' }) : key;

function check(parsed: ParsedJws, findKey: FindKey): Result<VerifiedJws, JwsError> {
  const found = findKey(parsed.header);
  if (!found) return err({ kind: 'jws.key-unknown' });
  const key = asKey(found);
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return err({ kind: 'jws.key-unknown' });
  const good = verify('sha256', parsed.signingInput, { key, dsaEncoding: 'ieee-p1363' }, parsed.signature);
  return good ? ok({ header: parsed.header, payload: parsed.payload }) : err({ kind: 'jws.signature' });
}

export function verifyCompact(jws: string, typ: string, findKey: FindKey): Result<VerifiedJws, JwsError> {
  const parsed = parseJws(jws, typ);
  return parsed.ok ? check(parsed.value, findKey) : parsed;
}

export function verifyDetached(jws: string, typ: string, payload: unknown, findKey: FindKey): Result<VerifiedJws, JwsError> {
  const parsed = parseJws(jws, typ, { payload });
  return parsed.ok ? check(parsed.value, findKey) : parsed;
}

/** Key of the first certificate of `x5c`; who that is must be checked by path validation besides. */
export function leafKey(header: JwsHeader): KeyObject | undefined {
  const [leaf] = header.x5c ?? [];
  if (leaf === undefined) return undefined;
  try {
    return new X509Certificate(Buffer.from(leaf, 'base64')).publicKey;
  } catch {
    return undefined;
  }
}
