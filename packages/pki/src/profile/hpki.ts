// HPKI (保健医療福祉分野PKI): the healthcare role in subjectDirectoryAttributes (ISO 17090-2) and the policies of signing and authentication.
// The role's object identifier could not be confirmed (fact sheet §11), so it is given by the caller's configuration.
import { type Element, Members, sequence, tags, whole } from '../der/read.ts';
import { isString, oidOf, stringOf } from '../der/values.ts';
import { oids } from '../oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import { certificatePolicies } from '../x509/extensions.ts';

export const hpkiPolicies = { signature: '1.2.392.100495.1.5.1.1.3.1', authentication: '1.2.392.100495.1.5.1.2.3.1' } as const;

/** Forms the role attribute has been seen or remembered under. */
export const hcRoleCandidates: readonly string[] = ['1.0.17090.1.1', '1.0.17090.0.1'];

export type HealthcareRole = {
  readonly codingScheme: string | undefined;
  /** English name of the qualification, for example `Medical Doctor`. */
  readonly qualification: string;
};

const MAX_DEPTH = 8;

/** Walks the attribute value for its first coding scheme and free text, whatever the tagging around them. */
function roleWithin(value: Element, depth = 0): { codingScheme?: string; qualification?: string } {
  if (value.tag === tags.oid) return { codingScheme: oidOf(value) };
  if (isString(value.tag)) return { qualification: stringOf(value) };
  if (value.tag === 0x80) return { codingScheme: oidOf(value, 0x80) };
  if ((value.tag & 0x20) === 0 || depth >= MAX_DEPTH) return {};
  let found: { codingScheme?: string; qualification?: string } = {};
  for (const members = new Members(value); members.more; ) found = { ...roleWithin(members.next(), depth + 1), ...found };
  return found;
}

/** One role per certificate in HPKI; undefined when there is none. Throws DerError when malformed. */
export function healthcareRoleOf(certificate: Certificate, roleOids: readonly string[] = hcRoleCandidates): HealthcareRole | undefined {
  const extension = certificate.extensions.get(oids.subjectDirectoryAttributes);
  if (!extension) return undefined;
  for (const list = sequence(whole(extension.value)); list.more; ) {
    const attribute = sequence(list.next());
    const type = oidOf(attribute.next());
    const values = attribute.next(tags.set);
    attribute.done();
    if (!roleOids.includes(type)) continue;
    const { codingScheme, qualification } = roleWithin(values);
    if (qualification !== undefined) return { codingScheme, qualification };
  }
  return undefined;
}

export const isHpki = (certificate: Certificate, use: keyof typeof hpkiPolicies): boolean =>
  certificatePolicies(certificate)?.some((p) => p.oid === hpkiPolicies[use]) ?? false;
