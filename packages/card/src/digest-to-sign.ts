// What a card is given to sign, by the kind of its key: a DigestInfo of SHA-256 for RSA (RFC 8017 §9.2), the bare SHA-384 hash for P-384.
import { X509Certificate } from 'node:crypto';
import { sha256DigestInfo } from './digest-info.ts';

/** Undefined for a key of another kind. */
export async function digestToSign(certificate: Uint8Array, message: Uint8Array<ArrayBuffer>): Promise<Uint8Array | undefined> {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = new X509Certificate(certificate).publicKey;
  const hash = async (name: string) => new Uint8Array(await crypto.subtle.digest(name, message));
  if (type === 'rsa') return sha256DigestInfo(await hash('SHA-256'));
  return type === 'ec' && details?.namedCurve === 'secp384r1' ? hash('SHA-384') : undefined;
}
