// Status from CRLs at hand (a partition fetched from the authority, say): for a verifier without a connection, and for evidence kept with a signature.

import { DerError } from '../der/read.ts';
import { type CrlStatus, crlStatus } from '../path/crl-status.ts';
import type { Certificate } from '../x509/certificate.ts';
import { type Crl, readCrl } from '../x509/crl.ts';
import type { RevocationSource } from './revocation-source.ts';

const MAX_KNOWN = 20_000;

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
  /** Moments at which a list begins or ceases to count; between two of them the answer for a certificate cannot change. */
  const boundaries = crls.flatMap((c) => [
    c.thisUpdate,
    ...(c.nextUpdate === undefined ? [] : [c.nextUpdate + 1]),
    ...(maxAgeSeconds === undefined ? [] : [c.thisUpdate + maxAgeSeconds * 1000 + 1]),
  ]);
  const periodOf = (time: number): number => boundaries.reduce((n, b) => (b <= time ? n + 1 : n), 0);
  const known = new Map<Certificate, { readonly period: number; readonly issuer: Certificate; readonly answer: CrlStatus }>();

  function statusOf(certificate: Certificate, issuer: Certificate, time: number): CrlStatus {
    const period = periodOf(time);
    const before = known.get(certificate);
    if (before && before.period === period && before.issuer === issuer) return before.answer;
    const maxAge = maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds * 1000 };
    const answer = crlStatus({ certificate, issuer, crls, time, ...maxAge, signers: () => [], trusts: () => false });
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(certificate, { period, issuer, answer });
    return answer;
  }

  return {
    async check(certificate, issuer, time) {
      const answer = statusOf(certificate, issuer, time);
      if (answer.status === 'unknown') return { status: 'unavailable', source: 'crl', detail: 'no usable list' };
      const { thisUpdate, der } = answer.crl;
      if (answer.status === 'good') return { status: 'good', source: 'crl', thisUpdate, evidence: der };
      const { revokedAt, reason } = answer.entry;
      return { status: 'revoked', source: 'crl', thisUpdate, evidence: der, revokedAt, ...(reason !== undefined && { reason }) };
    },
  };
}
