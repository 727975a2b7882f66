// Checks a signature made under an X.509 algorithm identifier, with node:crypto. Refuses what is broken: MD5, SHA-1, short RSA keys.
// RFC 4055, RFC 5758, RFC 8410.
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { sequence, tags, whole } from '../der/read.ts';
import { integerBytes, oidOf } from '../der/values.ts';
import { oids } from '../oids.ts';
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
const MAX_RSA_BITS = 8192;

export type KeyKind = 'rsa' | 'p256' | 'p384' | 'p521' | 'ed25519';
export type ImportedKey = { readonly key: KeyObject; readonly kind: KeyKind };

const curves: Readonly<Record<string, KeyKind>> = { [oids.p256]: 'p256', [oids.p384]: 'p384', [oids.p521]: 'p521' };

/** RSAPublicKey: long enough and with a sound exponent. Read here because asking node:crypto for it costs as much as a verification. */
function isSoundRsa(key: Uint8Array): boolean {
  const members = sequence(whole(key));
  const n = integerBytes(members.next());
  const e = integerBytes(members.next());
  members.done();
  const bits = (n.length - 1) * 8 + (n[0] === 0 ? 0 : 8);
  const last = e[e.length - 1] as number;
  return bits >= MIN_RSA_BITS && bits <= MAX_RSA_BITS && last % 2 === 1 && (e.length > 1 || last >= 3);
}

function kindOf({ algorithm, key }: PublicKeyInfo): KeyKind | undefined {
  if (algorithm.oid === oids.rsaEncryption) return isSoundRsa(key) ? 'rsa' : undefined;
  if (algorithm.oid === oids.ed25519) return 'ed25519';
  if (algorithm.oid !== oids.ecPublicKey || !algorithm.parameters) return undefined;
  const parameters = whole(algorithm.parameters);
  return parameters.tag === tags.oid ? curves[oidOf(parameters)] : undefined;
}

/** PEM, not DER: given an object, node:crypto first throws and catches four errors to learn that it is no key, at thrice the price of the import. */
const pem = (label: string, { buffer, byteOffset, byteLength }: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(buffer, byteOffset, byteLength).toString('base64')}\n-----END ${label}-----\n`;

/** Undefined when node:crypto cannot read the key or it is of a kind or size that is refused. */
function importKey(info: PublicKeyInfo): ImportedKey | undefined {
  try {
    const kind = kindOf(info);
    // RFC 8017's own form takes OpenSSL half as long as the general one.
    const text = kind === 'rsa' ? pem('RSA PUBLIC KEY', info.key) : pem('PUBLIC KEY', info.der);
    return kind && { key: createPublicKey(text), kind };
  } catch {
    return undefined;
  }
}

/** Keys of authorities are few and used often: remembered with the parsed structure they came in. */
export function publicKeyOf(info: PublicKeyInfo): ImportedKey | undefined {
  if (info.imported === undefined) info.imported = importKey(info) ?? null;
  return info.imported ?? undefined;
}

export function verifySigned(algorithm: AlgorithmIdentifier, signer: PublicKeyInfo, data: Uint8Array, signature: Uint8Array): boolean {
  const known = algorithms[algorithm.oid];
  const signing = known && publicKeyOf(signer);
  if (!known || !signing || (known.key === 'ec' ? !signing.kind.startsWith('p') : signing.kind !== known.key)) return false;
  try {
    return verify(known.hash, data, signing.key, signature);
  } catch {
    return false;
  }
}
