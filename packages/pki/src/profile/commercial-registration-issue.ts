// 商業登記電子証明書 in the registrar's layout (fact sheet §12), by the registrar of a legal affairs bureau that does not exist.
import { context, seq, utf8String } from '../der/write.ts';
import { buildCertificate, keyIdentifier } from '../issue/build-certificate.ts';
import {
  basicConstraintsExtension,
  distributionPointExtension,
  keyUsageExtension,
  policyExtension,
  subjectKeyIdExtension,
} from '../issue/extensions.ts';
import { type Issuer, issuedBy, type Period } from '../issue/issuer.ts';
import type { Signer } from '../issue/signer.ts';
import { oids } from '../oids.ts';
import { encodeName } from '../x509/name.ts';
import { commercialRegistrationPolicy, registeredCorporationInfo, registrarName } from './commercial-registration.ts';
import { SIMULATED_CPS } from './jpki.ts';

export const SIMULATED_REGISTRAR = 'Registrar of Kakuu Legal Affairs Bureau (simulated)';

export function buildRegistrarCa(period: Period, signer: Signer): Uint8Array<ArrayBuffer> {
  const name = encodeName([
    [oids.countryName, 'JP'],
    [oids.organizationName, 'Simulated Government'],
    [oids.organizationalUnitName, 'Simulated Ministry of Justice'],
    [oids.commonName, SIMULATED_REGISTRAR],
  ]);
  const extensions = [
    keyUsageExtension('keyCertSign', 'cRLSign'),
    basicConstraintsExtension(true),
    subjectKeyIdExtension(keyIdentifier(signer.spki)),
  ];
  return buildCertificate({ ...period, issuer: name, subject: name, spki: signer.spki, extensions }, signer);
}

export type Officer = {
  readonly company: {
    readonly name: string;
    readonly romanisedName: string;
    readonly registryNumber: string;
    readonly headOffice: string;
    readonly registryOffice: string;
  };
  readonly representative: { readonly name: string; readonly romanisedName: string; readonly title: string };
};

export function buildOfficerCertificate(
  c: Period & { readonly officer: Officer; readonly spki: Uint8Array },
  issuer: Issuer,
): Uint8Array<ArrayBuffer> {
  const { company, representative } = c.officer;
  const subject = encodeName([
    [oids.countryName, 'JP'],
    [oids.organizationName, company.romanisedName],
    [oids.commonName, representative.romanisedName],
  ]);
  const fields: readonly (readonly [number, string])[] = [
    [0, company.name],
    [1, company.registryNumber],
    [2, company.headOffice],
    [3, representative.name],
    [4, representative.title],
    [6, company.registryOffice],
  ];
  const extensions = [
    keyUsageExtension('digitalSignature', 'nonRepudiation'),
    { oid: registeredCorporationInfo, value: seq(...fields.map(([n, text]) => context(n, utf8String(text)))) },
    { oid: registrarName, value: utf8String('架空地方法務局登記官（模擬）') },
    policyExtension(commercialRegistrationPolicy, SIMULATED_CPS),
    distributionPointExtension(issuer.name),
    issuedBy(issuer),
    subjectKeyIdExtension(keyIdentifier(c.spki)),
  ];
  return buildCertificate({ ...c, issuer: issuer.name, subject, extensions }, issuer.signer);
}
