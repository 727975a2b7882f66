// ES256 signatures over JCS with WebCrypto: the device's side, and offline verifiers in a browser.

import type { EcPublicJwk } from '@shishobako/contracts/primitives';
import { toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { importX509 } from 'jose';
import {
  type JwsError,
  type JwsHeader,
  type JwsHeaderFields,
  jwsParts,
  type ParsedJws,
  parseJws,
  type VerifiedJws,
} from '../jws-format.ts';

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const es256 = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** `key`: ECDSA P-256 private key, which may be non-extractable. */
export async function signCompact(fields: JwsHeaderFields, payload: unknown, key: CryptoKey): Promise<string> {
  const { header, payload: body } = jwsParts(fields, payload);
  const signature = new Uint8Array(await crypto.subtle.sign(es256, key, utf8(`${header}.${body}`)));
  return `${header}.${body}.${toBase64url(signature)}`;
}

export type FindKey = (header: JwsHeader) => EcPublicJwk | CryptoKey | undefined | Promise<EcPublicJwk | CryptoKey | undefined>;

const importJwk = (jwk: EcPublicJwk): Promise<CryptoKey | undefined> =>
  crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y }, ecdsa, false, ['verify']).catch(() => undefined);

async function check(parsed: ParsedJws, findKey: FindKey): Promise<Result<VerifiedJws, JwsError>> {
  const found = await findKey(parsed.header);
  const key = found && 'kty' in found ? await importJwk(found) : found;
  if (!key) return err({ kind: 'jws.key-unknown' });
  const good = await crypto.subtle.verify(es256, key, parsed.signature, parsed.signingInput);
  return good ? ok({ header: parsed.header, payload: parsed.payload }) : err({ kind: 'jws.signature' });
}

export async function verifyCompact(jws: string, typ: string, findKey: FindKey): Promise<Result<VerifiedJws, JwsError>> {
  const parsed = parseJws(jws, typ);
  return parsed.ok ? check(parsed.value, findKey) : parsed;
}

export async function verifyDetached(jws: string, typ: string, payload: unknown, findKey: FindKey): Promise<Result<VerifiedJws, JwsError>> {
  const parsed = parseJws(jws, typ, { payload });
  return parsed.ok ? check(parsed.value, findKey) : parsed;
}

/** Key of the first certificate of `x5c`; who that is must be checked by path validation besides. */
export async function leafKey(header: JwsHeader): Promise<CryptoKey | undefined> {
  const [leaf] = header.x5c ?? [];
  if (leaf === undefined) return undefined;
  const pem = `-----BEGIN CERTIFICATE-----\n${leaf}\n-----END CERTIFICATE-----`;
  return importX509(pem, 'ES256').catch(() => undefined);
}
