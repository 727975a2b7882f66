// What an agency asks the platform (audience: agency). Client credentials with private_key_jwt, DPoP-bound tokens.
import { AgencyCode, Alias, EnvelopeId, KeyId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { InvitationLookupId } from './citizen-api.ts';
import { EvidenceEvent, EvidenceRef } from './evidence.ts';
import { LinkBinding, PublishedKey } from './keys.ts';
import { ContentClass } from './levels.ts';
import { Bilingual, Timestamp } from './primitives.ts';

/** POST /v1/agency/recipient-lookups */
export const RecipientLookup = z.strictObject({ codes: z.array(AgencyCode).min(1).max(1000) });
export type RecipientLookup = z.infer<typeof RecipientLookup>;

export const RecipientResult = z.discriminatedUnion('status', [
  z.strictObject({
    code: AgencyCode,
    status: z.literal('reachable'),
    alias: Alias,
    kid: KeyId,
    epoch: z.int(),
    key: PublishedKey,
    binding: LinkBinding,
  }),
  /** Linked a moment ago; the key's proof is not signed yet. Ask again in a second. */
  z.strictObject({ code: AgencyCode, status: z.literal('pending') }),
  /** Nobody under this code holds a box here, or the link has ended: the same answer for both. */
  z.strictObject({ code: AgencyCode, status: z.literal('not-reachable') }),
]);
export type RecipientResult = z.infer<typeof RecipientResult>;
export const RecipientLookupAnswer = z.strictObject({ results: z.array(RecipientResult) });
export type RecipientLookupAnswer = z.infer<typeof RecipientLookupAnswer>;

/** POST /v1/agency/letters — multipart/form-data: field `envelope` (JSON SealedEnvelope) first, then files `part-0`, `part-1` …
 *  (application/octet-stream, ciphertext). 202 with Submission; the same envelope again gives the same answer with 200; the same
 *  id with another content is `envelope.conflict` 409. */
export const Submission = z.strictObject({ env: EnvelopeId, state: z.literal('submitted'), submitted: Timestamp, evidence: EvidenceRef });
export type Submission = z.infer<typeof Submission>;

export const LetterState = z.enum(['submitted', 'arrived', 'opened', 'displayed', 'failed']);
export type LetterState = z.infer<typeof LetterState>;

export const AgencyLetter = z.strictObject({
  env: EnvelopeId,
  to: Alias,
  class: ContentClass,
  purpose: z.string(),
  state: LetterState,
  submitted: Timestamp,
  arrived: Timestamp.nullable(),
  /** Only for letters whose header registered `openEvidence`; else null for ever. */
  opened: Timestamp.nullable(),
  displayed: Timestamp.nullable(),
  openEvidence: z.boolean(),
  failure: z.strictObject({ code: z.string(), text: Bilingual }).nullable(),
});
export type AgencyLetter = z.infer<typeof AgencyLetter>;

/** GET /v1/agency/letters?cursor=&limit=&state= (newest first, limit ≤ 500). */
export const AgencyLetterPage = z.strictObject({
  items: z.array(AgencyLetter),
  next: z.string().nullable(),
  counts: z.record(LetterState, z.int()),
});
export type AgencyLetterPage = z.infer<typeof AgencyLetterPage>;

/** GET /v1/agency/letters/:env */
export const AgencyLetterDetail = z.strictObject({
  letter: AgencyLetter,
  events: z.array(z.strictObject({ event: EvidenceEvent, time: Timestamp, by: Bilingual })),
});
export type AgencyLetterDetail = z.infer<typeof AgencyLetterDetail>;

/** GET /v1/agency/letters/:env/receipt → Receipt. POST /v1/agency/letter-queries {envs ≤ 500} → items for those ids. */
export const LetterQuery = z.strictObject({ envs: z.array(EnvelopeId).min(1).max(500) });
export const LetterQueryAnswer = z.strictObject({ items: z.array(AgencyLetter) });

/** POST /v1/agency/invitations: the agency has made a one-time code for a person it has checked, and hands it over as by letter. The platform
 *  learns only how it will be asked for; another invitation of the same look-up id is `invitation.exists` 409. */
export const InvitationRequest = z.strictObject({
  code: AgencyCode,
  lookup: InvitationLookupId,
  serial: LinkBinding.shape.serial,
  days: z.int().min(1).max(90),
});
export type InvitationRequest = z.infer<typeof InvitationRequest>;
export const Invitation = z.strictObject({ expires: Timestamp });
export type Invitation = z.infer<typeof Invitation>;
