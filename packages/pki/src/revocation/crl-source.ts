// Status from CRLs at hand (a partition fetched from the authority, say): for a verifier without a connection, and for evidence kept with a signature.
import { crlStatus } from '../path/crl-status.ts';
import { DerError } from '../der/read.ts';
import { type Crl, readCrl } from '../x509/crl.ts';
import type { RevocationSource } from './revocation-source.ts';

/** Lists that cannot be read count as absent. `maxAgeSeconds` runs from thisUpdate; nextUpdate binds too. */
export function makeCrlSource(lists: readonly Uint8Array[], maxAgeSeconds?: number): RevocationSource {
  const crls = lists.flatMap((der): Crl[] => {
    try {
      return [readCrl(der)];
    } catch (cause) {
      if (cause instanceof DerError) return [];
      throw cause;
    }
  });
  return {
    async check(certificate, issuer, time) {
      const maxAge = maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds * 1000 };
      const answer = crlStatus({ certificate, issuer, crls, time, ...maxAge, signers: () => [], trusts: () => false });
      if (answer.status === 'unknown') return { status: 'unavailable', source: 'crl', detail: 'no usable list' };
      const { thisUpdate, der } = answer.crl;
      if (answer.status === 'good') return { status: 'good', source: 'crl', thisUpdate, evidence: der };
      const { revokedAt, reason } = answer.entry;
      return { status: 'revoked', source: 'crl', thisUpdate, evidence: der, revokedAt, ...(reason !== undefined && { reason }) };
    },
  };
}
