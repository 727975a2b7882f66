// What a verification found: path, time, revocation source and a reason in the words of ETSI EN 319 102-1 §5.
import type { RevocationAnswer } from '../revocation/revocation-source.ts';
import type { Certificate } from '../x509/certificate.ts';

export type Indication = 'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE';

export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'REVOKED_NO_POE'
  | 'TRY_LATER';

export type Verdict = {
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  /** Leaf first, anchor last; as far as it was found. */
  readonly path: readonly Certificate[];
  /** Decision time, milliseconds. */
  readonly time: number;
  readonly revocation: RevocationAnswer | null;
};

export type CertificateErrorKind =
  | 'certificate.expired'
  | 'certificate.not-yet-valid'
  | 'certificate.revoked'
  | 'certificate.unknown-issuer'
  | 'certificate.wrong-purpose'
  | 'certificate.malformed'
  | 'revocation.unavailable';

export type CertificateError = { readonly kind: CertificateErrorKind; readonly detail: string; readonly verdict: Verdict };

export const subIndications: Readonly<Record<CertificateErrorKind, SubIndication>> = {
  'certificate.expired': 'OUT_OF_BOUNDS_NO_POE',
  'certificate.not-yet-valid': 'OUT_OF_BOUNDS_NO_POE',
  'certificate.revoked': 'REVOKED_NO_POE',
  'certificate.unknown-issuer': 'NO_CERTIFICATE_CHAIN_FOUND',
  'certificate.wrong-purpose': 'CHAIN_CONSTRAINTS_FAILURE',
  'certificate.malformed': 'FORMAT_FAILURE',
  'revocation.unavailable': 'TRY_LATER',
};
