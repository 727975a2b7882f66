// Byte strings of the sealed envelope (security sheet §3) on which sender and device must agree.

import { SealedHeader } from '@shishobako/contracts/envelope';
import { fromUtf8, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';

export const envelopeTyp = 'epob-envelope+jws';

/** Chunked-encryption contexts: a part cannot be moved to another place or envelope, nor the sealed header taken for a part. */
export const partContext = (env: string, i: number): Uint8Array<ArrayBuffer> => utf8(`epob/part/v1|${env}|${i}`);
export const sealedHeaderContext = (env: string): Uint8Array<ArrayBuffer> => utf8(`epob/sealed-header/v1|${env}`);

const step = 4096;
/** Coarser than Padmé: titles differ by a few bytes, which fine buckets would show. */
const sealedHeaderSize = (json: number): number => (json <= 1024 ? 1024 : json <= 2048 ? 2048 : Math.ceil(json / step) * step);

/** Spaces behind the JSON, so that the length of titles and file names does not show. */
export function sealedHeaderBytes(sealed: SealedHeader): Uint8Array<ArrayBuffer> {
  const json = canonicalJson(sealed);
  const out = new Uint8Array(sealedHeaderSize(json.length)).fill(0x20);
  out.set(json);
  return out;
}

/** Undefined when the bytes are not exactly what `sealedHeaderBytes` writes for a valid sealed header. */
export function parseSealedHeader(bytes: Uint8Array): SealedHeader | undefined {
  try {
    const parsed = SealedHeader.parse(JSON.parse(fromUtf8(bytes)));
    return toBase64url(sealedHeaderBytes(parsed)) === toBase64url(bytes) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
