// A signature the citizen's card made: RSASSA-PKCS1-v1_5 with SHA-256 today, ECDSA P-384 with SHA-384 on the next card (fact sheet §§6, 8).
import { verify } from 'node:crypto';
import { type Certificate, parseCertificate } from '../x509/certificate.ts';
import { publicKeyOf } from '../x509/signature.ts';

export type CardSignature = {
  /** DER, or already parsed. */
  readonly certificate: Uint8Array | Certificate;
  readonly message: Uint8Array;
  /** ECDSA signatures as r ‖ s. */
  readonly signature: Uint8Array;
};

/** True only if the certificate's key made the signature over exactly these bytes. Says nothing about the certificate itself. */
export function verifyCardSignature({ certificate, message, signature }: CardSignature): boolean {
  let parsed: Certificate;
  if (certificate instanceof Uint8Array) {
    const read = parseCertificate(certificate);
    if (!read.ok) return false;
    parsed = read.value;
  } else parsed = certificate;
  const imported = publicKeyOf(parsed.publicKey);
  if (imported?.kind === 'rsa') return verify('sha256', message, imported.key, signature);
  if (imported?.kind === 'p384') return verify('sha384', message, { key: imported.key, dsaEncoding: 'ieee-p1363' }, signature);
  return false;
}
