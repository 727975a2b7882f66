// Where a certificate's status comes from. A missing answer is "unavailable", never "good" (JPKI law arts. 19–21 as read in the facts).
import type { Certificate } from '../x509/certificate.ts';

export type RevocationAnswer = {
  readonly status: 'good' | 'revoked' | 'unavailable';
  readonly source: 'ocsp' | 'crl' | 'none';
  /** When the status was true, as its issuer says; milliseconds. */
  readonly thisUpdate?: number;
  readonly revokedAt?: number;
  readonly reason?: number;
  /** Why it is unavailable, for the operator. */
  readonly detail?: string;
  /** The signed answer itself, DER, to be kept next to a signature. */
  readonly evidence?: Uint8Array;
};

export type RevocationSource = {
  /** Status of `certificate`, issued by `issuer`, for a decision at `time` (milliseconds). Never throws for a bad or missing answer. */
  readonly check: (certificate: Certificate, issuer: Certificate, time: number) => Promise<RevocationAnswer>;
};

/** For short-lived or otherwise withdrawn certificates, where the caller's policy asks for no status. The verdict says so. */
export const noRevocationCheck: RevocationSource = { check: async () => ({ status: 'good', source: 'none' }) };
