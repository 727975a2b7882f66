// Certificates of health professionals in the shape of HPKI, under a simulated authority: role in subjectDirectoryAttributes (ISO 17090-2).
import { context, contextPrimitive, oid, oidContent, seq, setOf, utf8String } from '../der/write.ts';
import { buildCertificate, keyIdentifier } from '../issue/build-certificate.ts';
import {
  authorityKeyIdExtension,
  basicConstraintsExtension,
  keyUsageExtension,
  policyExtension,
  subjectKeyIdExtension,
} from '../issue/extensions.ts';
import type { Signer } from '../issue/signer.ts';
import { oids } from '../oids.ts';
import { encodeName } from '../x509/name.ts';
import { hcRoleCandidates, hpkiPolicies } from './hpki.ts';
import { type Issuer, SIMULATED_CPS } from './jpki.ts';

type Period = { readonly serial: Uint8Array; readonly notBefore: number; readonly notAfter: number };
/** National qualifications as the coding scheme of the policy names them. */
const codingScheme = '1.2.392.100495.1.6.1.1';

const hpkiCaName = (organisation: string): Uint8Array<ArrayBuffer> =>
  encodeName([
    [oids.countryName, 'JP'],
    [oids.organizationName, organisation],
    [oids.commonName, 'HPKI-SIMULATED Authentication'],
  ]);

export function buildHpkiCa(
  organisation: string,
  period: Period,
  signer: Signer,
): { certificate: Uint8Array<ArrayBuffer>; issuer: Issuer } {
  const name = hpkiCaName(organisation);
  const extensions = [
    keyUsageExtension('keyCertSign', 'cRLSign'),
    basicConstraintsExtension(true),
    subjectKeyIdExtension(keyIdentifier(signer.spki)),
  ];
  const certificate = buildCertificate({ ...period, issuer: name, subject: name, spki: signer.spki, extensions }, signer);
  return { certificate, issuer: { name, serial: period.serial, signer } };
}

/** `qualification`: English name of the role, for example `Medical Doctor`. */
export function buildHpkiCertificate(
  c: Period & { readonly use: keyof typeof hpkiPolicies; readonly name: string; readonly qualification: string; readonly spki: Uint8Array },
  issuer: Issuer,
): Uint8Array<ArrayBuffer> {
  const actor = seq(context(0, setOf(contextPrimitive(0, oidContent(codingScheme)), context(2, utf8String(c.qualification)))));
  const role = seq(seq(oid(hcRoleCandidates[0] as string), setOf(setOf(actor))));
  const extensions = [
    keyUsageExtension(c.use === 'signature' ? 'nonRepudiation' : 'digitalSignature'),
    basicConstraintsExtension(false),
    { oid: oids.subjectDirectoryAttributes, value: role },
    policyExtension(hpkiPolicies[c.use], SIMULATED_CPS),
    authorityKeyIdExtension(keyIdentifier(issuer.signer.spki), issuer.name, issuer.serial),
    subjectKeyIdExtension(keyIdentifier(c.spki)),
  ];
  const subject = encodeName([
    [oids.countryName, 'JP'],
    [oids.commonName, c.name],
  ]);
  return buildCertificate({ ...c, issuer: issuer.name, subject, extensions }, issuer.signer);
}
