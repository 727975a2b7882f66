// Eligibility (資格確認, SVC-22 and ELG-02): a desk asks whether the person whose card lies before it is insured on a day. The platform knows
// which insurer to ask and forwards; the answer is sealed to the asking desk, so that the platform cannot read it.
import { AgencyCode, AgencyId, PairwiseSub } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { AgencyName } from './citizen-api.ts';
import { EvidenceRef } from './evidence.ts';
import { PresenceProof, SealedCard, TerminalId } from './presence-proof.ts';
import { Base64url, CompactJws, Sha256, Timestamp } from './primitives.ts';
import { SignedStaffStatement } from './staff-statement.ts';

/** POST /v1/agency/terminals: a medical institution registers its terminal (TerminalBinding). The same key again changes nothing. */
export const TerminalRegistration = z.strictObject({ binding: CompactJws });
export type TerminalRegistration = z.infer<typeof TerminalRegistration>;

/** POST /v1/agency/eligibility-nonces: for one terminal, one use, one minute. */
export const PresenceNonceRequest = z.strictObject({ terminal: TerminalId });
export const PresenceNonce = z.strictObject({ nonce: Base64url, audience: z.url(), expires: Timestamp });
export type PresenceNonce = z.infer<typeof PresenceNonce>;

/** Payload of a compact JWS, `typ` epob-eligibility+jws, by the institution's certificate (`x5c`). It names no person: the insurer learns its
 *  own code from the platform, and checks who asks by itself. */
export const EligibilityQuery = z.strictObject({
  v: z.literal('epob-eligibility-v1'),
  id: z.uuid(),
  institution: AgencyId,
  terminal: TerminalId,
  nonce: Base64url.min(22).max(86),
  /** 診療日. */
  servicedDate: z.iso.date(),
  /** P-256 point made for this query: the answer opens for nobody else. */
  answerKey: Base64url.length(87),
  /** SHA-256 of the staff statement's JCS form. */
  staff: Sha256,
  created: Timestamp,
});
export type EligibilityQuery = z.infer<typeof EligibilityQuery>;
export const eligibilityTyp = 'epob-eligibility+jws';

/** POST /v1/agency/eligibility-queries. Codes: `presence.*`, `staff.*`, `terminal.unknown`, `institution.refused`, `person.unknown` 404,
 *  `insurer.none` 404, `eligibility.unavailable` 503. */
export const EligibilityOrder = z.strictObject({
  query: CompactJws,
  presence: PresenceProof,
  card: SealedCard,
  staff: SignedStaffStatement,
});
export type EligibilityOrder = z.infer<typeof EligibilityOrder>;

export const SealedAnswer = z.strictObject({ enc: Base64url.length(87), ct: Base64url.min(22).max(32_000) });
export type SealedAnswer = z.infer<typeof SealedAnswer>;
/** HPKE `info` of an answer: another query's or another insurer's does not open. */
export const answerInfo = (query: string, insurer: string): string => `epob/eligibility/v1|${query}|${insurer}`;

/** One entry for each insurer the person is linked with; a person who changed insurers has two for a while, and the day decides. */
export const InsurerAnswer = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('answered'), insurer: AgencyName, sealed: SealedAnswer }),
  z.strictObject({ state: z.literal('unreachable'), insurer: AgencyName }),
]);
export type InsurerAnswer = z.infer<typeof InsurerAnswer>;
export const EligibilityAnswer = z.strictObject({
  id: z.uuid(),
  answers: z.array(InsurerAnswer).min(1),
  /** Platform's evidence of the query, one for each insurer asked. */
  evidence: z.array(EvidenceRef),
});
export type EligibilityAnswer = z.infer<typeof EligibilityAnswer>;

/** Insurer, for the platform (scope `eligibility`). POST /v1/eligibility-queries. The seal holds a compact JWS, `typ`
 *  epob-coverage+jws, by the insurer's certificate over a CoverageEligibilityResponse. */
export const InsurerQuery = z.strictObject({ query: CompactJws, code: AgencyCode });
export type InsurerQuery = z.infer<typeof InsurerQuery>;
export const InsurerSealedAnswer = z.strictObject({ sealed: SealedAnswer });
export const coverageTyp = 'epob-coverage+jws';

/** Identity provider, for the platform. POST /v1/internal/presences: who the card on the terminal is to the platform (pairwise). */
export const PresenceIdentification = z.strictObject({ binding: CompactJws, presence: PresenceProof, card: SealedCard });
export type PresenceIdentification = z.infer<typeof PresenceIdentification>;
export const PresenceIdentified = z.strictObject({ sub: PairwiseSub });

/** Portal, for the platform. POST /v1/internal/access-reports: an institution asked about the owner of a link; the history shows it. */
export const AccessReport = z.strictObject({ evidence: EvidenceRef, institution: AgencyName, insurer: AgencyName });
export type AccessReport = z.infer<typeof AccessReport>;
