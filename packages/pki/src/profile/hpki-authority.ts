// HPKI-like certificates (fact sheet §11): a root, one subordinate authority per purpose, one healthcare role per certificate. The organisation says
// that they are simulated; the layout is the real one.
import { context, contextPrimitive, oid, oidContent, seq, setOf, utf8String } from '../der/write.ts';
import { buildCertificate, type ExtensionToWrite, keyIdentifier } from '../issue/build-certificate.ts';
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
import { hcRoleCandidates, hpkiPolicies } from './hpki.ts';
import { SIMULATED_CPS } from './jpki.ts';

export type HpkiUse = keyof typeof hpkiPolicies;

export const HPKI_SIMULATED = 'HPKI-SIMULATED';
const roleScheme = '1.2.392.100495.1.6.1.1';
const purposeWords: Readonly<Record<HpkiUse, string>> = {
  signature: 'forNonRepudiation',
  authentication: 'forAuthentication-forIndividual',
};

const rootName = encodeName([
  [oids.countryName, 'JP'],
  [oids.organizationName, HPKI_SIMULATED],
  [oids.organizationalUnitName, 'Simulated HPKI Root CA'],
]);

export function buildHpkiRoot(period: Period, signer: Signer): Uint8Array<ArrayBuffer> {
  const extensions = [
    keyUsageExtension('keyCertSign', 'cRLSign'),
    basicConstraintsExtension(true),
    subjectKeyIdExtension(keyIdentifier(signer.spki)),
  ];
  return buildCertificate({ ...period, issuer: rootName, subject: rootName, spki: signer.spki, extensions }, signer);
}

export function buildHpkiSubordinate(use: HpkiUse, c: Period & { readonly spki: Uint8Array }, root: Issuer): Uint8Array<ArrayBuffer> {
  const subject = encodeName([
    [oids.countryName, 'JP'],
    [oids.organizationName, HPKI_SIMULATED],
    [oids.organizationalUnitName, 'Simulated HPKI CA'],
    [oids.commonName, `HPKI-01-SimulatedCA-${purposeWords[use]}`],
  ]);
  const extensions = [
    keyUsageExtension('keyCertSign', 'cRLSign'),
    basicConstraintsExtension(true),
    policyExtension(hpkiPolicies[use], SIMULATED_CPS),
    distributionPointExtension(rootName),
    issuedBy(root),
    subjectKeyIdExtension(keyIdentifier(c.spki)),
  ];
  return buildCertificate({ ...c, issuer: root.name, subject, extensions }, root.signer);
}

/** One actor: coding scheme and English qualification name (ISO 17090-2). The attribute's identifier is not certain: configurable. */
function roleExtension(qualification: string, roleOid: string): ExtensionToWrite {
  const actor = seq(context(0, setOf(contextPrimitive(0, oidContent(roleScheme)), context(2, utf8String(qualification)))));
  return { oid: oids.subjectDirectoryAttributes, value: seq(seq(oid(roleOid), setOf(setOf(actor)))) };
}

export type Professional = {
  /** Romanised. */
  readonly name: string;
  readonly qualification: string;
  readonly registrationNumber?: string | undefined;
  /** Of the institution's head. */
  readonly institution?: string | undefined;
};

export function buildProfessionalCertificate(
  use: HpkiUse,
  c: Period & { readonly professional: Professional; readonly spki: Uint8Array; readonly roleOid?: string },
  issuer: Issuer,
): Uint8Array<ArrayBuffer> {
  const { name, qualification, registrationNumber, institution } = c.professional;
  const subject = encodeName([
    [oids.countryName, 'JP'],
    ...(institution === undefined
      ? []
      : ([
          [oids.organizationName, institution],
          [oids.organizationalUnitName, 'Director'],
        ] as const)),
    [oids.commonName, name],
    ...(registrationNumber === undefined ? [] : ([[oids.serialNumber, registrationNumber]] as const)),
  ]);
  const extensions = [
    keyUsageExtension(use === 'signature' ? 'nonRepudiation' : 'digitalSignature'),
    roleExtension(qualification, c.roleOid ?? (hcRoleCandidates[0] as string)),
    policyExtension(hpkiPolicies[use], SIMULATED_CPS),
    distributionPointExtension(issuer.name),
    issuedBy(issuer),
    subjectKeyIdExtension(keyIdentifier(c.spki)),
  ];
  return buildCertificate({ ...c, issuer: issuer.name, subject, extensions }, issuer.signer);
}
