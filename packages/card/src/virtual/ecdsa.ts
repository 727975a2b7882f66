// ECDSA over P-384 of a hash the terminal made (FIPS 186-5 §6.4): node:crypto signs messages only. Not constant-time: a virtual card's
// keys lie in a file anyway. The answer is r ‖ s, 48 bytes each (IEEE P1363), the form the services verify.
import { createECDH, createPrivateKey, randomBytes } from 'node:crypto';
import { concat } from '@shishobako/kernel/bytes';

const N = BigInt('0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973');

export function ecdsaP384(pkcs8: string, hash: Uint8Array): Uint8Array {
  const { d: secret } = createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' }).export({ format: 'jwk' });
  const d = number(Buffer.from(secret ?? '', 'base64url'));
  for (;;) {
    const nonce = randomBytes(48);
    const k = number(nonce);
    if (k === 0n || k >= N) continue;
    const point = createECDH('secp384r1');
    point.setPrivateKey(nonce);
    const r = number(point.getPublicKey().subarray(1, 49)) % N;
    const s = (inverse(k) * (number(hash) + r * d)) % N;
    if (r !== 0n && s !== 0n) return concat(octets(r), octets(s));
  }
}

const number = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);

const octets = (value: bigint): Uint8Array => Buffer.from(value.toString(16).padStart(96, '0'), 'hex');

/** k⁻¹ mod N by Fermat: N is prime. */
function inverse(k: bigint): bigint {
  let [result, base] = [1n, k % N];
  for (let exponent = N - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % N;
    base = (base * base) % N;
  }
  return result;
}
