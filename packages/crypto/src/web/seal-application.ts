// Sealing an application on the device: form, statement, signature and certificate leave it only as ciphertext for one agency's key.
import { type ApplicationContent, ApplicationHeader, applicationInfo, type SealedApplication } from '@shishobako/contracts/application';
import { toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { applicationBytes, applicationContext } from '../application-format.ts';
import type { HpkeError } from '../hpke-suite.ts';
import { encryptChunked } from './chunked.ts';
import { sha256, sha256Base64url } from './digest.ts';
import { sealBase } from './hpke.ts';

/** `publicKey`: the agency's, uncompressed point, after its publication was checked. */
export async function sealApplication(
  fields: Omit<ApplicationHeader, 'v' | 'sha256'>,
  content: ApplicationContent,
  publicKey: Uint8Array,
): Promise<Result<SealedApplication, HpkeError>> {
  const key = crypto.getRandomValues(new Uint8Array(32));
  const sealed = await encryptChunked(key, applicationContext(fields.env), applicationBytes(content));
  const header = ApplicationHeader.parse({ v: 'epob-application-v1', ...fields, sha256: await sha256Base64url(sealed) });
  const aad = await sha256(canonicalJson(header));
  const wrap = await sealBase({ recipient: publicKey, info: utf8(applicationInfo(header)), aad, plaintext: key });
  key.fill(0);
  if (!wrap.ok) return err(wrap.error);
  return ok({ header, wrap: { enc: toBase64url(wrap.value.enc), ct: toBase64url(wrap.value.ct) }, sealed: toBase64url(sealed) });
}
