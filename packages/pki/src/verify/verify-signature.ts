// A bare signature under a named algorithm: JOSE names (RFC 7518, RFC 8037), or `RSA-PKCS1-SHA224`, `RSA-PSS-SHA256`, `ECDSA-SHA384` for others.
// SHA-1, MD5, DSA and RSA keys below 2048 bits are refused, not judged.
import { constants, type KeyObject, verify } from 'node:crypto';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { isWeakRsaKey } from '../x509/weak-rsa.ts';

export type SignatureToCheck = {
  readonly algorithm: string;
  readonly key: KeyObject;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  /** ECDSA: DER, or r ‖ s of fixed length. */
  readonly encoding: 'der' | 'p1363';
  /** PSS; the hash length unless given. */
  readonly saltLength?: number;
};

export type SignatureRefused = { readonly kind: 'alg.refused' | 'key.unfit'; readonly detail: string };

type Scheme = { readonly family: 'pkcs1' | 'pss' | 'ecdsa' | 'eddsa'; readonly hash: string | null; readonly curve?: string };

const jose: Readonly<Record<string, Scheme>> = {
  RS256: { family: 'pkcs1', hash: 'sha256' },
  RS384: { family: 'pkcs1', hash: 'sha384' },
  RS512: { family: 'pkcs1', hash: 'sha512' },
  PS256: { family: 'pss', hash: 'sha256' },
  PS384: { family: 'pss', hash: 'sha384' },
  PS512: { family: 'pss', hash: 'sha512' },
  ES256: { family: 'ecdsa', hash: 'sha256', curve: 'prime256v1' },
  ES384: { family: 'ecdsa', hash: 'sha384', curve: 'secp384r1' },
  ES512: { family: 'ecdsa', hash: 'sha512', curve: 'secp521r1' },
  ES256K: { family: 'ecdsa', hash: 'sha256', curve: 'secp256k1' },
  EdDSA: { family: 'eddsa', hash: null },
  Ed25519: { family: 'eddsa', hash: null, curve: 'ed25519' },
  Ed448: { family: 'eddsa', hash: null, curve: 'ed448' },
};

const families = { 'RSA-PKCS1': 'pkcs1', 'RSA-PSS': 'pss', ECDSA: 'ecdsa' } as const;
const hashes: Readonly<Record<string, string>> = {
  SHA224: 'sha224',
  SHA256: 'sha256',
  SHA384: 'sha384',
  SHA512: 'sha512',
  'SHA512-224': 'sha512-224',
  'SHA512-256': 'sha512-256',
  'SHA3-224': 'sha3-224',
  'SHA3-256': 'sha3-256',
  'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512',
};

function schemeOf(name: string): Scheme | undefined {
  if (Object.hasOwn(jose, name)) return jose[name];
  const match = /^(RSA-PKCS1|RSA-PSS|ECDSA)-(SHA[0-9-]+)$/.exec(name.replace(/SHA-(?=\d{3})/, 'SHA').replace('/', '-'));
  const hash = match && hashes[match[2] ?? ''];
  return match && hash ? { family: families[match[1] as keyof typeof families], hash } : undefined;
}

/** Whether signatures of this name are judged at all. */
export const isJudged = (algorithm: string): boolean => schemeOf(algorithm) !== undefined;

const MIN_RSA_BITS = 2048;

function unfit(key: KeyObject, scheme: Scheme): SignatureRefused | undefined {
  const type = key.asymmetricKeyType;
  const details = key.asymmetricKeyDetails;
  const rsa = scheme.family === 'pkcs1' ? type === 'rsa' : scheme.family === 'pss' && (type === 'rsa' || type === 'rsa-pss');
  if (rsa && (details?.modulusLength ?? 0) < MIN_RSA_BITS) return { kind: 'alg.refused', detail: 'RSA key below 2048 bits' };
  if (rsa) return isWeakRsaKey(key) ? { kind: 'alg.refused', detail: 'weak RSA key' } : undefined;
  const ec = scheme.family === 'ecdsa' && type === 'ec' && (scheme.curve === undefined || details?.namedCurve === scheme.curve);
  const ed = scheme.family === 'eddsa' && (type === 'ed25519' || type === 'ed448') && (scheme.curve === undefined || type === scheme.curve);
  return ec || ed ? undefined : { kind: 'key.unfit', detail: `${type} key for this algorithm` };
}

/** `ok(false)` for a signature that does not verify, however badly it is encoded. */
export function verifySignature(s: SignatureToCheck): Result<boolean, SignatureRefused> {
  const scheme = schemeOf(s.algorithm);
  if (!scheme) return err({ kind: 'alg.refused', detail: s.algorithm });
  const fault = unfit(s.key, scheme);
  if (fault) return err(fault);
  const options = {
    key: s.key,
    ...(scheme.family === 'pss' && {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: s.saltLength ?? constants.RSA_PSS_SALTLEN_DIGEST,
    }),
    ...(scheme.family === 'ecdsa' && { dsaEncoding: s.encoding === 'der' ? ('der' as const) : ('ieee-p1363' as const) }),
  };
  try {
    return ok(verify(scheme.hash, s.message, options, s.signature));
  } catch {
    return ok(false);
  }
}
