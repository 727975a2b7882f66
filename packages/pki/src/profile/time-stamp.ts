// Certificate of a time-stamping authority (RFC 3161 §2.3): one extended key usage, critical.
import { buildCertificate, keyIdentifier } from '../issue/build-certificate.ts';
import {
  basicConstraintsExtension,
  extendedKeyUsageExtension,
  keyUsageExtension,
  policyExtension,
  subjectKeyIdExtension,
} from '../issue/extensions.ts';
import { type Issuer, issuedBy } from '../issue/issuer.ts';
import { oids } from '../oids.ts';
import { encodeName } from '../x509/name.ts';
import { SIMULATED_CPS } from './jpki.ts';

type Wanted = {
  readonly serial: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly organisation: string;
  readonly spki: Uint8Array;
};

export function buildTimeStampCertificate(c: Wanted, issuer: Issuer): Uint8Array<ArrayBuffer> {
  const subject = encodeName([
    [oids.countryName, 'JP'],
    [oids.organizationName, c.organisation],
    [oids.commonName, 'Time Stamp Unit'],
  ]);
  const extensions = [
    keyUsageExtension('digitalSignature', 'nonRepudiation'),
    basicConstraintsExtension(false),
    extendedKeyUsageExtension(true, oids.timeStamping),
    policyExtension(oids.timeStampPolicy, SIMULATED_CPS),
    issuedBy(issuer),
    subjectKeyIdExtension(keyIdentifier(c.spki)),
  ];
  return buildCertificate({ ...c, issuer: issuer.name, subject, extensions }, issuer.signer);
}
