// What the chip computes: raw PKCS#1 v1.5, PSS and ECDSA signatures over what the terminal sends (fact sheet §6, sign P1 schemes).
// The only file of this package that touches primitives: it stands for the card's own crypto processor.
import { constants, createHash, createPrivateKey, privateEncrypt, randomBytes, timingSafeEqual } from 'node:crypto';
import { concat } from '@shishobako/kernel/bytes';

const key = (pkcs8: string) => createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** Leaves no copy of the PIN behind. */
export function saltedDigest(salt: Uint8Array, pin: Uint8Array): Uint8Array {
  const both = concat(salt, pin);
  try {
    return sha256(both);
  } finally {
    both.fill(0);
  }
}

export const sameDigest = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

/** PKCS#1 v1.5 block type 1 around the bytes as given, 1 to 245 of them. */
export const rsaPkcs1 = (pkcs8: string, block: Uint8Array): Uint8Array =>
  privateEncrypt({ key: key(pkcs8), padding: constants.RSA_PKCS1_PADDING }, block);

/** RSASSA-PSS over a SHA-256 hash, MGF1-SHA-256, salt of 32 random bytes (RFC 8017 §9.1.1). */
export const rsaPss = (pkcs8: string, hash: Uint8Array): Uint8Array =>
  privateEncrypt({ key: key(pkcs8), padding: constants.RSA_NO_PADDING }, encodePss(hash, randomBytes(32), 256));

function encodePss(hash: Uint8Array, salt: Uint8Array, length: number): Uint8Array {
  const h = sha256(concat(new Uint8Array(8), hash, salt));
  const db = new Uint8Array(length - h.length - 1);
  db[db.length - salt.length - 1] = 1;
  db.set(salt, db.length - salt.length);
  const mask = mgf1(h, db.length);
  for (let i = 0; i < db.length; i++) db[i] = (db[i] as number) ^ (mask[i] as number);
  db[0] = (db[0] as number) & 0x7f;
  return concat(db, h, Uint8Array.of(0xbc));
}

function mgf1(seed: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let i = 0; i * 32 < length; i++) blocks.push(sha256(concat(seed, Uint8Array.of(0, 0, i >> 8, i & 0xff))));
  return concat(...blocks).slice(0, length);
}
