// The key derivation of chunked encryption (c2sp.org/chunked-encryption@v1), judged by the openssl program: HKDF-Expand over the specified info.
import { execFileSync } from 'node:child_process';
import { decryptChunked, encryptChunked } from '@shishobako/crypto/node/chunked';
import { concat, toHex, utf8 } from '@shishobako/kernel/bytes';
import { expect, it } from 'vitest';

function hasOpenssl3(): boolean {
  try {
    return /^OpenSSL [3-9]/.test(execFileSync('openssl', ['version'], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}
const present = hasOpenssl3();
if (!present) console.warn('skipped: openssl as judge of chunked encryption: install openssl 3 (apt-get install openssl)');

it.skipIf(!present)('openssl derives the same commitment', () => {
  for (let n = 0; n < 5; n++) {
    const key = crypto.getRandomValues(new Uint8Array(32));
    const context = utf8(`epob/part/v1|fictional|${n}`);
    const sealed = encryptChunked(key, context, new Uint8Array(n * 10_000));
    const info = concat(utf8('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM'), Uint8Array.of(0), sealed.subarray(0, 24), context);
    const args = [
      'kdf',
      '-keylen',
      '76',
      '-binary',
      '-kdfopt',
      'digest:SHA256',
      '-kdfopt',
      'mode:EXPAND_ONLY',
      '-kdfopt',
      `hexkey:${toHex(key)}`,
      '-kdfopt',
      `hexinfo:${toHex(info)}`,
      'HKDF',
    ];
    const derived = execFileSync('openssl', args);
    expect(toHex(sealed.subarray(24, 56))).toBe(toHex(derived.subarray(44)));
    expect(decryptChunked(key, context, sealed).ok).toBe(true);
  }
});
