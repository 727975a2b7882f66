// Certificates with the layout of JPKI: authority, signing (署名用) and user authentication (利用者証明用); fact sheet §§1–4.
import { buildCertificate, keyIdentifier } from '../issue/build-certificate.ts';
import {
  altNameExtension,
  basicConstraintsExtension,
  distributionPointExtension,
  extendedKeyUsageExtension,
  keyUsageExtension,
  ocspNoCheckExtension,
  policyExtension,
  subjectKeyIdExtension,
} from '../issue/extensions.ts';
import { type Issuer, issuedBy, type Period } from '../issue/issuer.ts';
import type { Signer } from '../issue/signer.ts';
import { oids } from '../oids.ts';
import { directoryName } from '../x509/general-name.ts';
import { encodeName } from '../x509/name.ts';
import { attributeNames, type FourAttributes } from './four-attributes.ts';
import { type CardUse, caName, caNameJa, distributionPointName, type Municipality } from './jpki-names.ts';

export const SIMULATED_CPS = 'https://ca.shishobako.invalid/cps.html';

/** Self-signed: no authorityKeyIdentifier, no certificatePolicies, no path length, as in the real ones. */
export function buildCardCa(use: CardUse, organisation: string, period: Period, signer: Signer): Uint8Array<ArrayBuffer> {
  const name = caName(use, organisation);
  const extensions = [
    keyUsageExtension('keyCertSign', 'cRLSign'),
    basicConstraintsExtension(true),
    altNameExtension('subjectAltName', directoryName(caNameJa(use))),
    distributionPointExtension(name),
    subjectKeyIdExtension(keyIdentifier(signer.spki)),
  ];
  return buildCertificate({ ...period, issuer: name, subject: name, spki: signer.spki, extensions }, signer);
}

type CardCertificate = Period & {
  readonly organisation: string;
  readonly municipality: Municipality;
  readonly issueId: string;
  readonly spki: Uint8Array;
  /** Where the keys lie; a card unless said. */
  readonly device?: 'card' | 'phone' | undefined;
};

const issuerExtensions = (use: CardUse, c: CardCertificate, issuer: Issuer) => [
  altNameExtension('issuerAltName', directoryName(caNameJa(use))),
  distributionPointExtension(distributionPointName(use, c.organisation, c.municipality)),
  issuedBy(issuer),
  subjectKeyIdExtension(keyIdentifier(c.spki)),
];

export function buildSignatureCertificate(
  c: CardCertificate & { readonly attributes: FourAttributes },
  issuer: Issuer,
): Uint8Array<ArrayBuffer> {
  const subject = encodeName([
    [oids.countryName, 'JP'],
    [oids.localityName, c.municipality.prefecture],
    [oids.localityName, c.municipality.name],
    [oids.commonName, c.issueId],
  ]);
  const extensions = [
    keyUsageExtension('digitalSignature', 'nonRepudiation'),
    altNameExtension('subjectAltName', ...attributeNames(c.attributes)),
    policyExtension(c.device === 'phone' ? oids.phoneSignaturePolicy : oids.jpkiSignaturePolicy, SIMULATED_CPS),
    ...issuerExtensions('signature', c, issuer),
  ];
  return buildCertificate({ ...c, issuer: issuer.name, subject, extensions }, issuer.signer);
}

/** Says nothing about the person: country and an opaque id. */
export function buildAuthenticationCertificate(c: CardCertificate, issuer: Issuer): Uint8Array<ArrayBuffer> {
  const subject = encodeName([
    [oids.countryName, 'JP'],
    [oids.commonName, c.issueId],
  ]);
  const extensions = [
    keyUsageExtension('digitalSignature'),
    extendedKeyUsageExtension(false, oids.clientAuth),
    policyExtension(c.device === 'phone' ? oids.phoneAuthenticationPolicy : oids.jpkiAuthenticationPolicy, SIMULATED_CPS),
    ...issuerExtensions('authentication', c, issuer),
  ];
  return buildCertificate({ ...c, issuer: issuer.name, subject, extensions }, issuer.signer);
}

/** Delegated OCSP responder of one authority (RFC 6960 §4.2.2.2); its own status is not asked for. */
export function buildOcspResponderCertificate(
  c: Period & { readonly name: string; readonly spki: Uint8Array },
  issuer: Issuer,
): Uint8Array<ArrayBuffer> {
  const subject = encodeName([
    [oids.countryName, 'JP'],
    [oids.organizationName, c.name],
    [oids.commonName, 'OCSP Responder'],
  ]);
  const extensions = [
    keyUsageExtension('digitalSignature'),
    extendedKeyUsageExtension(true, oids.ocspSigning),
    ocspNoCheckExtension(),
    issuedBy(issuer),
    subjectKeyIdExtension(keyIdentifier(c.spki)),
  ];
  return buildCertificate({ ...c, issuer: issuer.name, subject, extensions }, issuer.signer);
}
