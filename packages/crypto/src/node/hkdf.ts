// HKDF (RFC 5869) over node:crypto's HMAC: extract and expand apart, as HPKE and chunked encryption need them.
import { createHmac } from 'node:crypto';
import type { HashName } from '../hpke-suite.ts';

export const hkdfExtract = (hash: HashName, salt: Uint8Array, ikm: Uint8Array): Uint8Array => createHmac(hash, salt).update(ikm).digest();

export function hkdfExpand(hash: HashName, prk: Uint8Array, info: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length);
  let block: Uint8Array = new Uint8Array(0);
  for (let at = 0, i = 1; at < length; at += block.length, i++) {
    if (i > 255) throw new RangeError('HKDF-Expand: too long');
    block = createHmac(hash, prk).update(block).update(info).update(Uint8Array.of(i)).digest();
    out.set(block.subarray(0, Math.min(block.length, length - at)), at);
  }
  return out;
}
