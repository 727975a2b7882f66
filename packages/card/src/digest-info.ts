// DigestInfo of RFC 8017 §9.2: the fixed 19-byte prefix and the SHA-256 hash, 51 bytes, is what a JPKI key signs.
import { concat, fromHex } from '@shishobako/kernel/bytes';

const sha256Prefix = fromHex('3031300d060960864801650304020105000420');

/** Throws RangeError unless `hash` has 32 bytes. */
export function sha256DigestInfo(hash: Uint8Array): Uint8Array<ArrayBuffer> {
  if (hash.length !== 32) throw new RangeError('a SHA-256 hash has 32 bytes');
  return concat(sha256Prefix, hash);
}
