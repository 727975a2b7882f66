// Ops x509.crl and x509.ocsp: what one list or response says of one certificate. One of no use for it is UNKNOWN; one that is not DER is refused.

import { isDer } from '../der/is-der.ts';
import { DerError } from '../der/read.ts';
import { crlStatus } from '../path/crl-status.ts';
import { certIdFor, certIdHashes, sameCertId } from '../revocation/ocsp-request.ts';
import { isAuthorizedResponse, readOcspResponse } from '../revocation/ocsp-response.ts';
import { isSignedBy } from '../verify/is-signed-by.ts';
import type { Certificate } from '../x509/certificate.ts';
import { readCrl } from '../x509/crl.ts';
import { certificateOf, countOf, derOf, flagOf, type Input, malformed, textOf, textsOf, timeOf } from './input.ts';

type Answer = 'GOOD' | 'REVOKED' | 'UNKNOWN';

type Question = {
  readonly certificate: Certificate;
  readonly issuers: readonly Certificate[];
  readonly time: number;
  readonly maxAge: number | undefined;
  readonly allowSha1: boolean;
};

function questionOf(input: Input): Question {
  const texts = input.issuers == null ? [textOf(input, 'issuer')] : textsOf(input, 'issuers');
  if (texts.length === 0) throw malformed('no issuer');
  const seconds = countOf(input, 'maxAgeSeconds');
  return {
    certificate: certificateOf(textOf(input, 'certificate'), 'certificate'),
    issuers: texts.map((text) => certificateOf(text, 'issuer')),
    // Lists and responses count in whole seconds, as certificates do.
    time: Math.floor(timeOf(input) / 1000) * 1000,
    maxAge: seconds === undefined ? undefined : seconds * 1000,
    allowSha1: flagOf(input, 'allowSha1'),
  };
}

/** Undefined for DER that is not what `read` reads. */
function readUsable<T>(input: Input, name: string, read: (der: Uint8Array) => T): T | undefined {
  const der = derOf(textOf(input, name), name);
  try {
    return read(der);
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause;
    if (!isDer(der)) throw malformed(`${name}: ${cause.message}`);
    return undefined;
  }
}

const names = { good: 'GOOD', revoked: 'REVOKED', unknown: 'UNKNOWN' } as const;

export function conformCrl(input: Input): Answer {
  const { certificate, issuers, time, maxAge, allowSha1 } = questionOf(input);
  const crl = readUsable(input, 'crl', readCrl);
  if (!crl) return 'UNKNOWN';
  const own = issuers.filter((issuer) => isSignedBy(certificate, issuer, allowSha1));
  for (const issuer of own) {
    const answer = crlStatus({
      certificate,
      issuer,
      crls: [crl],
      time,
      allowSha1,
      ...(maxAge !== undefined && { maxAge }),
      signers: () => issuers,
      trusts: (signer) => own.some((i) => isSignedBy(signer, i, allowSha1)),
    });
    if (answer.status !== 'unknown') return names[answer.status];
  }
  return 'UNKNOWN';
}

export function conformOcsp(input: Input): Answer {
  const { certificate, issuers, time, maxAge, allowSha1 } = questionOf(input);
  const response = readUsable(input, 'ocspResponse', readOcspResponse);
  if (!response) return 'UNKNOWN';
  for (const issuer of issuers.filter((i) => isSignedBy(certificate, i, allowSha1))) {
    try {
      if (!isAuthorizedResponse(response, issuer, time, allowSha1)) continue;
    } catch (cause) {
      if (cause instanceof DerError) continue;
      throw cause;
    }
    const ids = certIdHashes.map((hash) => certIdFor(issuer, certificate.serial, hash));
    const usable = response.statuses.filter(
      (s) =>
        !s.unusable &&
        ids.some((id) => sameCertId(id, s.id)) &&
        s.thisUpdate <= time &&
        (s.nextUpdate === undefined || time <= s.nextUpdate) &&
        (maxAge === undefined || time - s.thisUpdate <= maxAge),
    );
    if (usable.some((s) => s.status === 'revoked')) return 'REVOKED';
    if (usable.some((s) => s.status === 'good')) return 'GOOD';
  }
  return 'UNKNOWN';
}
