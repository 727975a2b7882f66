// Opens JSON Web Encryption (RFC 7516): compact, flattened or general, on the jose library. No compression, no RSA1_5, no passwords
// unless the caller names them (RFC 8725 §§3.2, 3.6).
import { ok, type Result } from '@shishobako/kernel/result';
import { type FlattenedJWE, flattenedDecrypt, importJWK } from 'jose';
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

export type OpenedJwe = { readonly plaintext: Uint8Array; readonly header: Header; readonly index: number };

function recipientsOf(token: readonly string[] | Record<string, unknown>): FlattenedJWE[] | undefined {
  if (Array.isArray(token)) {
    const [header = '', encrypted_key = '', iv = '', ciphertext = '', tag = ''] = token;
    return token.length === 5 ? [{ protected: header, iv, ciphertext, tag, ...(encrypted_key !== '' && { encrypted_key }) }] : undefined;
  }
  const { recipients, ...rest } = token as Record<string, unknown>;
  if (recipients === undefined) return [rest as unknown as FlattenedJWE];
  if (!Array.isArray(recipients) || recipients.length === 0 || recipients.length > 32) return undefined;
  return recipients.map((r: object) => ({ ...rest, ...r }) as unknown as FlattenedJWE);
}

/** What is accepted at all; RSA1_5 and the like are not among it. */
const managements =
  /^(?:dir|RSA-OAEP(?:-256|-384|-512)?|A(?:128|192|256)(?:GCM)?KW|ECDH-ES(?:\+A(?:128|192|256)KW)?|PBES2-HS(?:256|384|512)\+A(?:128|192|256)KW)$/;
const encryptions = /^A(?:128|192|256)GCM$|^A128CBC-HS256$|^A192CBC-HS384$|^A256CBC-HS512$/;

const encodedParts = ['protected', 'encrypted_key', 'iv', 'ciphertext', 'tag', 'aad'] as const;

async function openOne(
  jwe: FlattenedJWE,
  jwks: Header,
  algorithms: readonly string[] | undefined,
): Promise<Result<Omit<OpenedJwe, 'index'>, TokenRefused>> {
  for (const part of encodedParts) if (jwe[part] !== undefined && !isBase64url(jwe[part])) return invalid(`${part} is not base64url`);
  const own = jwe.protected ? readHeader(jwe.protected) : ok({} as Header);
  if (!own.ok) return own;
  const header: Header = { ...jwe.unprotected, ...jwe.header, ...own.value };
  const { alg, enc } = header;
  if (typeof alg !== 'string' || typeof enc !== 'string') return invalid('no algorithm');
  if (header.zip !== undefined) return refused('zip');
  if (!managements.test(alg) || !encryptions.test(enc)) return refused(`${alg} ${enc}`);
  const named = algorithms?.includes(alg) ?? false;
  if (alg.startsWith('PBES2') && !named) return refused(alg);
  if (algorithms && !named) return invalid('algorithm not allowed');
  const jwk = pickKey(jwks, header.kid);
  if (!jwk) return invalid('no single key fits');
  const fault = keyFault({ ...jwk, ...(jwk.alg === enc && { alg }) }, alg, {
    use: 'enc',
    operations: ['decrypt', 'unwrapKey', 'deriveKey', 'deriveBits'],
  });
  if (fault) return invalid(fault);
  if (isShortRsa(jwk)) return refused('RSA key below 2048 bits');
  try {
    const { key_ops: _ops, ...usable } = jwk;
    const key = await importJWK(usable, alg === 'dir' ? enc : alg);
    const opened = await flattenedDecrypt(jwe, key, { keyManagementAlgorithms: [alg] });
    return ok({ plaintext: opened.plaintext, header });
  } catch {
    return invalid('does not open');
  }
}

/** The first recipient that opens. `jwk` is a key or a key set; `algorithms` binds when given. */
export async function decryptJwe(token: unknown, jwk: Header, algorithms?: readonly string[]): Promise<Result<OpenedJwe, TokenRefused>> {
  const read = readToken(token);
  if (!read.ok) return read;
  const recipients = recipientsOf(read.value);
  if (!recipients) return invalid('not an encrypted token');
  let last = invalid('no recipient');
  for (const [index, jwe] of recipients.entries()) {
    const opened = await openOne(jwe, jwk, algorithms);
    if (opened.ok) return ok({ ...opened.value, index });
    if (last.error.kind !== 'alg.refused') last = opened;
  }
  return last;
}
