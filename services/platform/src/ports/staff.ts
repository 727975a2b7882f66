// Who asks at a desk: what the eligibility service wants to know of a professional, whoever proves it (HPKI today).
import type { SignedStaffStatement } from '@shishobako/contracts/staff-statement';
import type { Result } from '@shishobako/kernel/result';

export type StaffRefusal = {
  readonly kind: 'staff.malformed' | 'staff.other-institution' | 'staff.stale' | 'staff.signature' | 'staff.certificate' | 'staff.role';
};

/** Qualification as the certificate names it, for example `Medical Doctor`. */
export type StaffCheck = (signed: SignedStaffStatement, institution: string) => Promise<Result<{ readonly role: string }, StaffRefusal>>;
