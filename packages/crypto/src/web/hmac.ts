// HMAC, HKDF and SHA-256 over WebCrypto, for browsers; the same code runs in Node.
import { concat } from '@shishobako/kernel/bytes';

type Bytes = Uint8Array<ArrayBuffer>;
const owned = (bytes: Uint8Array): Bytes => (bytes.buffer instanceof ArrayBuffer ? (bytes as Bytes) : Uint8Array.from(bytes));

export const sha256 = async (bytes: Uint8Array): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest('SHA-256', owned(bytes)));

/** An empty key is written as one block of zeros: HMAC pads it to the same, and WebCrypto refuses empty keys. */
async function hmacKey(key: Uint8Array): Promise<CryptoKey> {
  const raw = key.length === 0 ? new Uint8Array(32) : owned(key);
  return crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}
const mac = async (key: CryptoKey, data: Uint8Array): Promise<Bytes> => new Uint8Array(await crypto.subtle.sign('HMAC', key, owned(data)));

/** RFC 5869 §2.2, SHA-256. */
export const hkdfExtract = async (salt: Uint8Array, ikm: Uint8Array): Promise<Bytes> => mac(await hmacKey(salt), ikm);

/** RFC 5869 §2.3, SHA-256. */
export async function hkdfExpand(prk: Uint8Array, info: Uint8Array, length: number): Promise<Bytes> {
  if (length > 255 * 32) throw new RangeError('HKDF-Expand: too long');
  const key = await hmacKey(prk);
  let block: Bytes = new Uint8Array(0);
  let out: Bytes = new Uint8Array(0);
  for (let i = 1; out.length < length; i++) {
    block = await mac(key, concat(block, info, Uint8Array.of(i)));
    out = concat(out, block);
  }
  return out.slice(0, length);
}
