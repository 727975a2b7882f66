// Checks a signature made under an X.509 algorithm identifier, with node:crypto. Refuses what is broken: MD5, SHA-1, short RSA keys.
// RFC 4055, RFC 5758, RFC 8410.
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { oids } from '../oids.ts';
import { isWeakExponent } from './weak-rsa.ts';
import type { AlgorithmIdentifier, PublicKeyInfo } from './certificate.ts';

const algorithms: Readonly<Record<string, { hash: string | null; key: 'rsa' | 'ec' | 'ed25519' }>> = {
  [oids.sha256WithRsa]: { hash: 'sha256', key: 'rsa' },
  [oids.sha384WithRsa]: { hash: 'sha384', key: 'rsa' },
  [oids.sha512WithRsa]: { hash: 'sha512', key: 'rsa' },
  [oids.ecdsaSha256]: { hash: 'sha256', key: 'ec' },
  [oids.ecdsaSha384]: { hash: 'sha384', key: 'ec' },
  [oids.ecdsaSha512]: { hash: 'sha512', key: 'ec' },
  [oids.ed25519]: { hash: null, key: 'ed25519' },
};

export const isAcceptedAlgorithm = (oid: string): boolean => oid in algorithms;

const MIN_RSA_BITS = 2048;

/** Imports a public key; undefined when node:crypto cannot or the key is too weak to accept. */
export function importPublicKey(info: PublicKeyInfo): KeyObject | undefined {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: Buffer.from(info.der.buffer, info.der.byteOffset, info.der.byteLength), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
  if (key.asymmetricKeyType === 'rsa' && ((key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_RSA_BITS || isWeakExponent(key))) return undefined;
  return key;
}

/** Keys of certification authorities are few and used often: a small cache keyed by the identity of the parsed structure. */
const imported = new WeakMap<PublicKeyInfo, KeyObject | null>();

export function publicKeyOf(info: PublicKeyInfo): KeyObject | undefined {
  const known = imported.get(info);
  if (known !== undefined) return known ?? undefined;
  const key = importPublicKey(info);
  imported.set(info, key ?? null);
  return key;
}

export function verifySigned(algorithm: AlgorithmIdentifier, signer: PublicKeyInfo, data: Uint8Array, signature: Uint8Array): boolean {
  const known = algorithms[algorithm.oid];
  const key = known && publicKeyOf(signer);
  if (!known || !key || key.asymmetricKeyType !== known.key) return false;
  try {
    return verify(known.hash, data, key, signature);
  } catch {
    return false;
  }
}
