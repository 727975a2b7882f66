// Finds who issued a certificate: by the key that made the signature, never by name alone. Every JPKI generation has the same name.
import { understoodExtensions, basicConstraints, keyUsage } from '../x509/extensions.ts';
import type { Certificate } from '../x509/certificate.ts';
import { sameName } from '../x509/name.ts';
import { verifySigned } from '../x509/signature.ts';

export const isSignedBy = (certificate: Certificate, issuer: Certificate): boolean =>
  sameName(certificate.issuer, issuer.subject) &&
  verifySigned(certificate.signatureAlgorithm, issuer.publicKey, certificate.tbs, certificate.signature);

export const hasUnknownCritical = (certificate: Certificate): boolean => {
  for (const extension of certificate.extensions.values()) if (extension.critical && !understoodExtensions.has(extension.oid)) return true;
  return false;
};

/** May sign certificates: CA flag and keyCertSign (RFC 5280 §6.1.4 k–n). */
export const isAuthority = (certificate: Certificate): boolean =>
  (basicConstraints(certificate)?.ca ?? false) && (keyUsage(certificate)?.has('keyCertSign') ?? true);
