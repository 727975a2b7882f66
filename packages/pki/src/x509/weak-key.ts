// Keys nobody should be certified with: RSA below 2048 bits or with an unsound exponent, DSA, elliptic curves below 224 bits or described
// by numbers instead of a name (RFC 5480 §2.1.1). Told from the encoding: nothing is imported. A kind not known here is not called weak.
import { sequence, tags, whole } from '../der/read.ts';
import { integerBytes, oidOf } from '../der/values.ts';
import { oids } from '../oids.ts';
import type { PublicKeyInfo } from './certificate.ts';

const MIN_RSA_BITS = 2048;

/** RSAPublicKey. Throws DerError. */
export function rsaBits(key: Uint8Array): { readonly bits: number; readonly isSound: boolean } {
  const members = sequence(whole(key));
  const n = integerBytes(members.next());
  const e = integerBytes(members.next());
  members.done();
  const bits = (n.length - 1) * 8 + (n[0] === 0 ? 0 : 8);
  const last = e[e.length - 1] as number;
  return { bits, isSound: bits >= MIN_RSA_BITS && last % 2 === 1 && (e.length > 1 || last >= 3) };
}

/** secp112 to secp192 and sect113 to sect193; prime192v1 to v3. */
const shortCurve = /^1\.3\.132\.0\.(?:[1-24-9]|15|2[2-5]|2[89]|3[01])$|^1\.2\.840\.10045\.3\.1\.[1-3]$/;
const dsa = '1.2.840.10040.4.1';

/** Throws DerError on an RSA key that is none. */
export function isWeakKey({ algorithm, key }: PublicKeyInfo): boolean {
  if (algorithm.oid === oids.rsaEncryption || algorithm.oid === oids.rsaPss) return !rsaBits(key).isSound;
  if (algorithm.oid === dsa) return true;
  if (algorithm.oid !== oids.ecPublicKey) return false;
  const parameters = algorithm.parameters && whole(algorithm.parameters);
  return parameters?.tag !== tags.oid || shortCurve.test(oidOf(parameters));
}
