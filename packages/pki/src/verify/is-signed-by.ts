// Who issued a certificate is told by the key that made the signature, never by name alone: every JPKI generation has the same name.
import type { Certificate } from '../x509/certificate.ts';
import { sameName } from '../x509/name.ts';
import { verifySigned } from '../x509/signature.ts';

export const isSignedBy = (certificate: Certificate, issuer: Certificate, allowSha1 = false): boolean =>
  sameName(certificate.issuer, issuer.subject) &&
  verifySigned(certificate.signatureAlgorithm, issuer.publicKey, certificate.tbs, certificate.signature, allowSha1);
