// The Diffie-Hellman step of DHKEM (RFC 9180 §4.1) as a port: here over node:crypto, in the keyserver inside a PKCS#11 token,
// so that a private key need not leave it. The key schedule stays in hpke.ts.
import { createECDH, createPrivateKey, createPublicKey, diffieHellman, ECDH, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { concat, fromHex } from '@shishobako/kernel/bytes';
import type { Kem } from '../hpke-suite.ts';

/** Shared secret with the peer's serialised public key. May throw on a key that is off the curve. */
export type Dh = (peer: Uint8Array) => Uint8Array | Promise<Uint8Array>;
export type KemPrivate = { readonly publicKey: Uint8Array; readonly dh: (peer: Uint8Array) => Uint8Array };

const ecNames = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' } as const;
const okp = {
  X25519: { pkcs8: fromHex('302e020100300506032b656e04220420'), spki: fromHex('302a300506032b656e032100'), bytes: 32 },
  X448: { pkcs8: fromHex('3046020100300506032b656f043a0438'), spki: fromHex('3042300506032b656f033900'), bytes: 56 },
} as const;

/** Serialised public keys have one form only: uncompressed points, raw Montgomery coordinates. */
export const isSerialisedKey = (kem: Kem, key: Uint8Array): boolean =>
  key.length === kem.Npk && (kem.curve.startsWith('X') || key[0] === 0x04);

/** Whether the point lies on the curve, without a secret at hand. */
export function isOnCurve(kem: Kem, key: Uint8Array): boolean {
  if (!isSerialisedKey(kem, key)) return false;
  if (kem.curve === 'X25519' || kem.curve === 'X448') return true;
  try {
    ECDH.convertKey(key, ecNames[kem.curve]);
    return true;
  } catch {
    return false;
  }
}

const ofEcdh = (ecdh: ECDH): KemPrivate => ({
  publicKey: Uint8Array.from(ecdh.getPublicKey()),
  dh: (peer) => ecdh.computeSecret(peer),
});

function ofOkp(curve: 'X25519' | 'X448', privateKey: KeyObject): KemPrivate {
  const { spki, bytes } = okp[curve];
  return {
    publicKey: Uint8Array.from(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-bytes)),
    dh: (peer) =>
      diffieHellman({ privateKey, publicKey: createPublicKey({ key: Buffer.from(concat(spki, peer)), format: 'der', type: 'spki' }) }),
  };
}

/** Throws on a private key that is out of range or of the wrong length. */
export function kemPrivateFromRaw(kem: Kem, secret: Uint8Array): KemPrivate {
  if (kem.curve === 'X25519' || kem.curve === 'X448') {
    const { pkcs8, bytes } = okp[kem.curve];
    if (secret.length !== bytes) throw new RangeError('private key of the wrong length');
    return ofOkp(kem.curve, createPrivateKey({ key: Buffer.from(concat(pkcs8, secret)), format: 'der', type: 'pkcs8' }));
  }
  const ecdh = createECDH(ecNames[kem.curve]);
  ecdh.setPrivateKey(secret);
  return ofEcdh(ecdh);
}

export function generateKemPrivate(kem: Kem): KemPrivate {
  if (kem.curve === 'X25519') return ofOkp('X25519', generateKeyPairSync('x25519').privateKey);
  if (kem.curve === 'X448') return ofOkp('X448', generateKeyPairSync('x448').privateKey);
  const ecdh = createECDH(ecNames[kem.curve]);
  ecdh.generateKeys();
  return ofEcdh(ecdh);
}
