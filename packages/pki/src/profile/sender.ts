// Certificates of agencies and other senders, issued by the project's own sender authority under its own policy and key usage.
import { buildCertificate, keyIdentifier } from '../issue/build-certificate.ts';
import {
  altNameExtension,
  basicConstraintsExtension,
  extendedKeyUsageExtension,
  keyUsageExtension,
  policyExtension,
  subjectKeyIdExtension,
} from '../issue/extensions.ts';
import { type Issuer, issuedBy, type Period } from '../issue/issuer.ts';
import type { Signer } from '../issue/signer.ts';
import { oids } from '../oids.ts';
import { directoryName } from '../x509/general-name.ts';
import { encodeName } from '../x509/name.ts';
import { SIMULATED_CPS } from './jpki.ts';
import { type SenderIdentity, senderSubject } from './sender-names.ts';

export const senderCaName = (organisation: string): Uint8Array<ArrayBuffer> =>
  encodeName([
    [oids.countryName, 'JP'],
    [oids.organizationName, organisation],
    [oids.organizationalUnitName, 'Shishobako Sender CA'],
  ]);

export function buildSenderCa(organisation: string, period: Period, signer: Signer): Uint8Array<ArrayBuffer> {
  const name = senderCaName(organisation);
  const extensions = [
    keyUsageExtension('keyCertSign', 'cRLSign'),
    basicConstraintsExtension(true),
    subjectKeyIdExtension(keyIdentifier(signer.spki)),
  ];
  return buildCertificate({ ...period, issuer: name, subject: name, spki: signer.spki, extensions }, signer);
}

/** For the agency's signing key (P-256): seals of envelopes, nothing else. */
export function buildSenderCertificate(
  c: Period & { readonly sender: SenderIdentity; readonly spki: Uint8Array },
  issuer: Issuer,
): Uint8Array<ArrayBuffer> {
  const extensions = [
    keyUsageExtension('digitalSignature', 'nonRepudiation'),
    basicConstraintsExtension(false),
    extendedKeyUsageExtension(true, oids.letterSealing),
    altNameExtension('subjectAltName', directoryName(senderSubject(c.sender, 'ja'))),
    policyExtension(oids.senderPolicy, SIMULATED_CPS),
    issuedBy(issuer),
    subjectKeyIdExtension(keyIdentifier(c.spki)),
  ];
  return buildCertificate({ ...c, issuer: issuer.name, subject: senderSubject(c.sender, 'en'), extensions }, issuer.signer);
}
