// OCSP responses made in a test run, with every part open to change (RFC 6960 §4.2.1).
import { bits, context, contextPrimitive, enumerated, generalizedTime, octets, oid, seq } from '../src/der/write.ts';
import { type ExtensionToWrite, keyIdentifier, writeExtensions } from '../src/issue/build-certificate.ts';
import { signerFor } from '../src/issue/signer.ts';
import { oids } from '../src/oids.ts';
import { certIdFor } from '../src/revocation/ocsp-request.ts';
import { readCertificate } from '../src/x509/certificate.ts';
import type { Made } from './made-certificate.ts';
import { now } from './test-authority.ts';

type Single = {
  readonly about: Made;
  readonly issuer: Made;
  readonly status?: 'good' | 'revoked' | 'unknown';
  readonly thisUpdate?: number;
  readonly nextUpdate?: number | null;
  readonly extensions?: readonly ExtensionToWrite[];
};

export type OcspChange = {
  readonly by: Made;
  readonly named?: Made;
  readonly byName?: boolean;
  readonly singles: readonly Single[];
  readonly extensions?: readonly ExtensionToWrite[];
  readonly certificates?: readonly Made[];
  readonly producedAt?: number;
};

const statuses = {
  good: contextPrimitive(0, new Uint8Array()),
  unknown: contextPrimitive(2, new Uint8Array()),
  revoked: context(1, generalizedTime(now - 5000)),
};

export function madeOcsp({ by, named = by, byName, singles, extensions, certificates = [by], producedAt = now }: OcspChange): Uint8Array {
  const signer = signerFor(by.key);
  const answers = singles.map(({ about, issuer, status = 'good', thisUpdate = now, nextUpdate = now + 60_000, extensions: own }) =>
    seq(
      certIdFor(readCertificate(issuer.der), readCertificate(about.der).serial).der,
      statuses[status],
      generalizedTime(thisUpdate),
      ...(nextUpdate === null ? [] : [context(0, generalizedTime(nextUpdate))]),
      ...(own ? [context(1, writeExtensions(own))] : []),
    ),
  );
  const responder = byName ? context(1, named.name) : context(2, octets(keyIdentifier(named.spki)));
  const data = seq(
    responder,
    generalizedTime(producedAt),
    seq(...answers),
    ...(extensions ? [context(1, writeExtensions(extensions))] : []),
  );
  const bag = certificates.length === 0 ? [] : [context(0, seq(...certificates.map((c) => c.der)))];
  const basic = seq(data, signer.algorithm, bits(signer.sign(data)), ...bag);
  return seq(enumerated(0), context(0, seq(oid(oids.ocspBasic), octets(basic))));
}
