// RSA keys nobody should rely on: an exponent that is even or 1, or a modulus with the ROCA fingerprint of a faulty smart-card library
// (CVE-2017-15361): n mod p is a power of 65537 for every small prime p.
import type { KeyObject } from 'node:crypto';
import { fromBase64url, toHex } from '@shishobako/kernel/bytes';

const primes = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157];
const product = primes.reduce((n, p) => n * BigInt(p), 1n);

const powersOf65537 = primes.map((p) => {
  const reached = new Set<number>();
  for (let x = 1; !reached.has(x); x = (x * (65537 % p)) % p) reached.add(x);
  return reached;
});

function hasRocaFingerprint(modulus: bigint): boolean {
  const rest = modulus % product;
  return primes.every((p, i) => powersOf65537[i]?.has(Number(rest % BigInt(p))));
}

function isWeakExponent(key: KeyObject): boolean {
  const e = key.asymmetricKeyDetails?.publicExponent ?? 0n;
  return e < 3n || e % 2n === 0n;
}

/** False for keys that are not RSA. */
export function isWeakRsaKey(key: KeyObject): boolean {
  if (key.asymmetricKeyType !== 'rsa') return false;
  const { n } = key.export({ format: 'jwk' });
  return isWeakExponent(key) || (typeof n === 'string' && hasRocaFingerprint(BigInt(`0x${toHex(fromBase64url(n))}`)));
}
