// A professional by the HPKI card: statement for this institution and shift, its signature, the certificate under an HPKI anchor of the trust
// list with the authentication policy and its status of the moment, and a healthcare role that treats people (ELG-07). HPKI also certifies
// managers and offices: those may not ask.
import type { SignedStaffStatement } from '@shishobako/contracts/staff-statement';
import type { TrustList } from '@shishobako/contracts/trust';
import { fromBase64, fromBase64url } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import type { Clock } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { DerError } from '@shishobako/pki/der/read';
import { healthcareRoleOf } from '@shishobako/pki/profile/hpki';
import type { RevocationSource } from '@shishobako/pki/revocation/revocation-source';
import { verifyCardSignature } from '@shishobako/pki/verify/verify-card-signature';
import { verifyCertificate } from '@shishobako/pki/verify/verify-certificate';
import { readCertificate } from '@shishobako/pki/x509/certificate';
import type { StaffCheck, StaffRefusal } from '../ports/staff.ts';

/** hcRole qualifications of ISO/TS 17090 as the HPKI policy lists them, those that see patients. */
export const medicalRoles: ReadonlySet<string> = new Set([
  ...[
    'Medical Doctor',
    'Dentist',
    'Pharmacist',
    'Medical Technologist',
    'Radiological Technologist',
    'General Nurse',
    'Public Health Nurse',
  ],
  ...[
    'Midwife',
    'Physical Therapist',
    'Occupational Therapist',
    'Orthoptist',
    'Speech Therapist',
    'Dental Technician',
    'National Registered Dietitian',
  ],
  ...['Certified Social Worker', 'Certified Care Worker', 'Emergency Medical Technician', 'Psychiatric Social Worker', 'Clinical Engineer'],
  ...['Masseur', 'Acupuncturist', 'Dental Hygienist', 'Prosthetics & Orthotic', 'Artificial Limb Fitter', 'Clinical Laboratory Technician'],
]);

const longestShift = 12 * 3_600_000;
const ahead = 60_000;

type Deps = {
  readonly audience: string;
  readonly trust: TrustList;
  readonly revocation: RevocationSource;
  readonly clock: Clock;
};

export function makeHpkiStaffCheck({ audience, trust, revocation, clock }: Deps): StaffCheck {
  async function check(
    { statement, signature, certificate, authority }: SignedStaffStatement,
    institution: string,
  ): Promise<Result<{ role: string }, StaffRefusal>> {
    if (statement.audience !== audience || statement.institution !== institution) return err({ kind: 'staff.other-institution' });
    const [created, expires] = [Date.parse(statement.created), Date.parse(statement.expires)];
    if (created > clock() + ahead || expires < clock() || expires - created > longestShift) return err({ kind: 'staff.stale' });
    const leaf = fromBase64(certificate);
    const signed = verifyCardSignature({
      certificate: readCertificate(leaf),
      message: canonicalJson(statement),
      signature: fromBase64url(signature),
    });
    if (!signed) return err({ kind: 'staff.signature' });
    const verified = await verifyCertificate({
      ...{ leaf, intermediates: [fromBase64(authority)], anchors: trust.anchors, time: clock() },
      ...{ purpose: 'hpki-authentication', revocation },
    });
    if (!verified.ok) return err({ kind: 'staff.certificate' });
    const role = healthcareRoleOf(verified.value.certificate)?.qualification;
    return role !== undefined && medicalRoles.has(role) ? ok({ role }) : err({ kind: 'staff.role' });
  }

  return async (signed, institution) => {
    try {
      return await check(signed, institution);
    } catch (cause) {
      if (cause instanceof DerError || cause instanceof SyntaxError) return err({ kind: 'staff.malformed' });
      throw cause;
    }
  };
}
