// Opening an application in the agency: only what the device sealed for this very header opens.
import { type ApplicationContent, applicationInfo, type SealedApplication } from '@shishobako/contracts/application';
import { fromBase64url, utf8 } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { applicationContext, parseApplication } from '../application-format.ts';
import { decryptChunked } from './chunked.ts';
import { sha256, sha256Base64url } from './digest.ts';
import { openBase } from './hpke.ts';
import type { KemPrivate } from './hpke-dh.ts';

export type ApplicationSealError = { readonly kind: 'seal.broken'; readonly detail: 'encoding' | 'hash' | 'key' | 'chunks' | 'content' };
const broken = (detail: ApplicationSealError['detail']) => err({ kind: 'seal.broken', detail });

/** Whether the ciphertext is the one the header names; needs no key. */
export function isSealedAs({ header, sealed }: SealedApplication): boolean {
  try {
    return sha256Base64url(fromBase64url(sealed)) === header.sha256;
  } catch {
    return false;
  }
}

/** The content as the device sealed it; `seal.broken` names the part that was not sealed to this key under this header. */
export async function openApplication(
  application: SealedApplication,
  recipient: KemPrivate,
): Promise<Result<ApplicationContent, ApplicationSealError>> {
  const { header, wrap, sealed } = application;
  let bytes: { enc: Uint8Array; ct: Uint8Array; sealed: Uint8Array };
  try {
    bytes = { enc: fromBase64url(wrap.enc), ct: fromBase64url(wrap.ct), sealed: fromBase64url(sealed) };
  } catch {
    return broken('encoding');
  }
  if (!isSealedAs(application)) return broken('hash');
  const aad = sha256(canonicalJson(header));
  const key = await openBase({ enc: bytes.enc, ct: bytes.ct, info: utf8(applicationInfo(header)), aad, recipient });
  if (!key.ok || key.value.length !== 32) return broken('key');
  const plain = decryptChunked(key.value, applicationContext(header.env), bytes.sealed);
  key.value.fill(0);
  if (!plain.ok) return broken('chunks');
  const content = parseApplication(plain.value);
  return content ? ok(content) : broken('content');
}
