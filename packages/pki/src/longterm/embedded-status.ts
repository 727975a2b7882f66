// Status of one certificate at the moment that counts, from values kept with a signature. What counts is when the issuer or its responder spoke,
// not when it is read: an answer must cover the moment, or have been given after it while the certificate still ran (EN 319 102-1 §5.2.5).
import { crlStatus } from '../path/crl-status.ts';
import { certIdFor, sameCertId } from '../revocation/ocsp-request.ts';
import { isAuthorizedResponse } from '../revocation/ocsp-response.ts';
import type { RevocationAnswer } from '../revocation/revocation-source.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { ValidationData } from './validation-data.ts';

/** An answer without nextUpdate speaks for a day. */
const DAY = 86_400_000;
/** How far the clocks of responder and time-stamping authority may lie apart. */
const SKEW_MS = 60_000;

type Period = { readonly thisUpdate: number; readonly nextUpdate: number | undefined };

/** After expiry an authority may forget that a certificate was revoked: later answers say nothing. */
const speaksFor = ({ thisUpdate, nextUpdate }: Period, { notAfter }: Certificate, at: number): boolean =>
  thisUpdate <= at + SKEW_MS ? at <= (nextUpdate ?? thisUpdate + DAY) + SKEW_MS : thisUpdate <= notAfter;

/** Revoked later than the moment is good at the moment. */
function standingAt(at: number, answer: RevocationAnswer): RevocationAnswer {
  if (answer.status !== 'revoked' || answer.revokedAt === undefined || answer.revokedAt <= at) return answer;
  return { ...answer, status: 'good' };
}

function* ocspAnswers(certificate: Certificate, issuer: Certificate, data: ValidationData, at: number): Generator<RevocationAnswer> {
  const id = certIdFor(issuer, certificate.serial);
  for (const { der, response } of data.ocspResponses) {
    const single = response.statuses.find((s) => sameCertId(s.id, id));
    if (!single || single.unusable || single.status === 'unknown' || !speaksFor(single, certificate, at)) continue;
    if (!isAuthorizedResponse(response, issuer, response.producedAt)) continue;
    const { status, thisUpdate, revokedAt, reason } = single;
    yield {
      status,
      source: 'ocsp',
      thisUpdate,
      evidence: der,
      ...(revokedAt !== undefined && { revokedAt }),
      ...(reason !== undefined && { reason }),
    };
  }
}

function* crlAnswers(certificate: Certificate, issuer: Certificate, data: ValidationData, at: number): Generator<RevocationAnswer> {
  for (const crl of data.crls) {
    if (!speaksFor(crl, certificate, at)) continue;
    const judged = crlStatus({ certificate, issuer, crls: [crl], time: crl.thisUpdate, signers: () => [], trusts: () => false });
    if (judged.status === 'unknown') continue;
    const base = { source: 'crl', thisUpdate: crl.thisUpdate, evidence: crl.der } as const;
    if (judged.status === 'good') yield { ...base, status: 'good' };
    else {
      const { revokedAt, reason } = judged.entry;
      yield { ...base, status: 'revoked', revokedAt, ...(reason !== undefined && { reason }) };
    }
  }
}

/** One signed "revoked" outweighs any "good"; nothing usable is `unavailable`. */
export function embeddedStatus(certificate: Certificate, issuer: Certificate, data: ValidationData, at: number): RevocationAnswer {
  let good: RevocationAnswer | undefined;
  for (const answers of [ocspAnswers, crlAnswers]) {
    for (const answer of answers(certificate, issuer, data, at)) {
      const standing = standingAt(at, answer);
      if (standing.status === 'revoked') return standing;
      good ??= standing;
    }
  }
  return good ?? { status: 'unavailable', source: 'none', detail: 'no usable answer kept with the signature' };
}
