// Checks a signature made under an X.509 algorithm identifier, with node:crypto. Refuses what is broken: MD5, SHA-1, short RSA keys.
// RFC 4055, RFC 5758, RFC 8410.
import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { tags, whole } from '../der/read.ts';
import { oidOf } from '../der/values.ts';
import { oids } from '../oids.ts';
import type { AlgorithmIdentifier, PublicKeyInfo } from './certificate.ts';
import { pssParameters } from './pss.ts';
import { rsaBits } from './weak-key.ts';

const algorithms: Readonly<Record<string, { hash: string | null; key: 'rsa' | 'ec' | 'ed25519' | 'ed448' }>> = {
  [oids.sha256WithRsa]: { hash: 'sha256', key: 'rsa' },
  [oids.sha384WithRsa]: { hash: 'sha384', key: 'rsa' },
  [oids.sha512WithRsa]: { hash: 'sha512', key: 'rsa' },
  [oids.ecdsaSha256]: { hash: 'sha256', key: 'ec' },
  [oids.ecdsaSha384]: { hash: 'sha384', key: 'ec' },
  [oids.ecdsaSha512]: { hash: 'sha512', key: 'ec' },
  [oids.ed25519]: { hash: null, key: 'ed25519' },
  [oids.ed448]: { hash: null, key: 'ed448' },
};

/** Only where the caller asks for them: old lists and OCSP responses. */
const sha1Algorithms: typeof algorithms = {
  [oids.sha1WithRsa]: { hash: 'sha1', key: 'rsa' },
  [oids.ecdsaSha1]: { hash: 'sha1', key: 'ec' },
};

export const isAcceptedAlgorithm = (oid: string): boolean => oid === oids.rsaPss || Object.hasOwn(algorithms, oid);

const MAX_RSA_BITS = 8192;

export type KeyKind = 'rsa' | 'rsa-pss' | 'p256' | 'p384' | 'p521' | 'ed25519' | 'ed448';
export type ImportedKey = { readonly key: KeyObject; readonly kind: KeyKind };

const curves: Readonly<Record<string, KeyKind>> = { [oids.p256]: 'p256', [oids.p384]: 'p384', [oids.p521]: 'p521' };

/** Long enough and with a sound exponent. Read from the encoding: asking node:crypto for it costs as much as a verification. */
function isSoundRsa(key: Uint8Array): boolean {
  const { bits, isSound } = rsaBits(key);
  return isSound && bits <= MAX_RSA_BITS;
}

function kindOf({ algorithm, key }: PublicKeyInfo): KeyKind | undefined {
  if (algorithm.oid === oids.rsaEncryption) return isSoundRsa(key) ? 'rsa' : undefined;
  if (algorithm.oid === oids.rsaPss) return isSoundRsa(key) ? 'rsa-pss' : undefined;
  if (algorithm.oid === oids.ed25519) return 'ed25519';
  if (algorithm.oid === oids.ed448) return 'ed448';
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

/** No parameters, or NULL (RFC 4055 §§2.1, 5; RFC 5758): anything else there would be outside of every check. */
export const hasNoParameters = ({ parameters }: AlgorithmIdentifier): boolean =>
  parameters === null || (parameters.length === 2 && parameters[0] === tags.null && parameters[1] === 0);

export function verifySigned(
  algorithm: AlgorithmIdentifier,
  signer: PublicKeyInfo,
  data: Uint8Array,
  signature: Uint8Array,
  allowSha1 = false,
): boolean {
  if (algorithm.oid === oids.rsaPss) return verifyPss(algorithm, signer, data, signature);
  const known = algorithms[algorithm.oid] ?? (allowSha1 ? sha1Algorithms[algorithm.oid] : undefined);
  const signing = known && publicKeyOf(signer);
  if (
    !known ||
    !signing ||
    !hasNoParameters(algorithm) ||
    (known.key === 'ec' ? !signing.kind.startsWith('p') : signing.kind !== known.key)
  )
    return false;
  try {
    return verify(known.hash, data, signing.key, signature);
  } catch {
    return false;
  }
}

function verifyPss(algorithm: AlgorithmIdentifier, signer: PublicKeyInfo, data: Uint8Array, signature: Uint8Array): boolean {
  const signing = publicKeyOf(signer);
  if (signing?.kind !== 'rsa' && signing?.kind !== 'rsa-pss') return false;
  try {
    const parameters = pssParameters(algorithm);
    if (!parameters) return false;
    const { hash, saltLength } = parameters;
    return verify(hash, data, { key: signing.key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature);
  } catch {
    return false;
  }
}
