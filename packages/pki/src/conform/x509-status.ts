// Ops x509.crl and x509.ocsp: what one list or response says of one certificate.

import { DerError } from '../der/read.ts';
import { crlStatus } from '../path/crl-status.ts';
import { certIdFor, sameCertId } from '../revocation/ocsp-request.ts';
import { isAuthorizedResponse, readOcspResponse } from '../revocation/ocsp-response.ts';
import { isSignedBy } from '../verify/is-signed-by.ts';
import type { Certificate } from '../x509/certificate.ts';
import { certificateOf, countOf, crlOf, derOf, type Input, malformed, readAs, textOf, textsOf, timeOf } from './input.ts';

type Answer = 'GOOD' | 'REVOKED' | 'UNKNOWN';

function issuersOf(input: Input): Certificate[] {
  const texts = input.issuers === undefined ? [textOf(input, 'issuer')] : textsOf(input, 'issuers');
  if (texts.length === 0) throw malformed('no issuer');
  return texts.map((text) => certificateOf(text, 'issuer'));
}

const names = { good: 'GOOD', revoked: 'REVOKED', unknown: 'UNKNOWN' } as const;

export function conformCrl(input: Input): Answer {
  const certificate = certificateOf(textOf(input, 'certificate'), 'certificate');
  const issuers = issuersOf(input);
  const time = timeOf(input);
  const maxAge = countOf(input, 'maxAgeSeconds');
  const crl = crlOf(textOf(input, 'crl'), 'crl');
  const own = issuers.filter((issuer) => isSignedBy(certificate, issuer));
  for (const issuer of own) {
    const answer = crlStatus({
      certificate,
      issuer,
      crls: [crl],
      time,
      ...(maxAge !== undefined && { maxAge: maxAge * 1000 }),
      signers: () => issuers,
      trusts: (signer) => own.some((i) => isSignedBy(signer, i)),
    });
    if (answer.status !== 'unknown') return names[answer.status];
  }
  return 'UNKNOWN';
}

export function conformOcsp(input: Input): Answer {
  const certificate = certificateOf(textOf(input, 'certificate'), 'certificate');
  const issuers = issuersOf(input);
  const time = timeOf(input);
  const maxAge = countOf(input, 'maxAgeSeconds');
  const response = readAs('ocspResponse', () => readOcspResponse(derOf(textOf(input, 'ocspResponse'), 'ocspResponse')));
  if (!response) return 'UNKNOWN';
  for (const issuer of issuers.filter((i) => isSignedBy(certificate, i))) {
    try {
      if (!isAuthorizedResponse(response, issuer, time)) continue;
    } catch (cause) {
      if (cause instanceof DerError) continue;
      throw cause;
    }
    const ids = (['sha1', 'sha256'] as const).map((hash) => certIdFor(issuer, certificate.serial, hash));
    const usable = response.statuses.filter(
      (s) =>
        !s.unusable &&
        ids.some((id) => sameCertId(id, s.id)) &&
        s.thisUpdate <= time &&
        (s.nextUpdate === undefined || time <= s.nextUpdate) &&
        (maxAge === undefined || time - s.thisUpdate <= maxAge * 1000),
    );
    if (usable.some((s) => s.status === 'revoked')) return 'REVOKED';
    if (usable.some((s) => s.status === 'good')) return 'GOOD';
  }
  return 'UNKNOWN';
}
