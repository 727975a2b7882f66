// Who stands at the desk: a health professional says so with the authentication key of an HPKI card, for one institution and one shift
// (security sheet §6: "qualification check staff L3 + person L0"; register SVC-22, ELG-07).
import { AgencyId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { Base64, Base64url, Timestamp } from './primitives.ts';

export const StaffStatement = z.strictObject({
  v: z.literal('epob-staff-v1'),
  purpose: z.literal('eligibility'),
  /** Origin of the eligibility service. */
  audience: z.url(),
  institution: AgencyId,
  created: Timestamp,
  /** At most twelve hours after `created`: one shift. */
  expires: Timestamp,
});
export type StaffStatement = z.infer<typeof StaffStatement>;

/**
 * `signature`: RSASSA-PKCS1-v1_5 with SHA-256 over the JCS bytes. `certificate`: the professional's, `authority`: the subordinate one that issued
 * it, both DER as the card keeps them; the anchor is in the trust list.
 */
export const SignedStaffStatement = z.strictObject({
  statement: StaffStatement,
  signature: Base64url.max(1400),
  certificate: Base64.max(12_000),
  authority: Base64.max(12_000),
});
export type SignedStaffStatement = z.infer<typeof SignedStaffStatement>;

/** Terminal door of the card bridge. GET /v1/terminal/professionals → labels; POST /v1/terminal/professionals/:id/statements. */
export const ProfessionalCards = z.strictObject({
  cards: z.array(z.strictObject({ id: z.string(), label: z.strictObject({ ja: z.string(), en: z.string() }) })),
});
export const StaffStatementOrder = z.strictObject({
  pin: z.string().regex(/^[\x21-\x7e]{4,16}$/),
  audience: z.url(),
  institution: AgencyId,
  hours: z.int().min(1).max(12),
});
