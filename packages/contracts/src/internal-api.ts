// What the services ask each other (audience: internal). Client credentials with private_key_jwt, DPoP-bound tokens.
import { AgencyId, Alias, EnvelopeId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { AgencyName, InvitationLookupId } from './citizen-api.ts';
import { EvidenceRef } from './evidence.ts';
import { Bilingual, CompactJws, Sha256 } from './primitives.ts';
import { ReceiptItem } from './receipt.ts';

/** Platform, for the portal. POST /v1/internal/invitation-lookups → who invites; `invitation.invalid` 404 for every wrong one. */
export const InvitationLookup = z.strictObject({ lookup: InvitationLookupId });
export const InvitationAnswer = z.strictObject({ agency: AgencyName });

/** Platform, for the portal. POST /v1/internal/links: consumes the invitation, keeps code ↔ alias, publishes the key. Idempotent by alias. */
export const LinkRegistration = z.strictObject({
  lookup: InvitationLookupId,
  alias: Alias,
  entry: CompactJws,
  /** The person's MAC over the alias, for the agency. */
  binding: Sha256,
  /** The person's subject at the platform, sealed by the identity provider: the portal carries it and cannot read it. */
  subject: z.string().max(400).optional(),
});
export type LinkRegistration = z.infer<typeof LinkRegistration>;
export const LinkRegistered = z.strictObject({ agency: AgencyName, evidence: EvidenceRef });
export type LinkRegistered = z.infer<typeof LinkRegistered>;
/** Platform, for the portal. DELETE /v1/internal/links/:alias ends a link. */

/** Portal, for the platform. POST /v1/internal/deliveries — multipart as a submission, with a field `submission` (JSON Delivery) after
 *  `envelope`. Idempotent by envelope id; 409 `envelope.conflict` for another content; 404 `alias.unknown`. */
export const Delivery = z.strictObject({
  evidence: EvidenceRef,
  /** Name of the registered purpose, for the citizen's history. */
  purpose: Bilingual,
});
export type Delivery = z.infer<typeof Delivery>;
export const DeliveryAnswer = z.strictObject({ env: EnvelopeId, evidence: z.array(EvidenceRef) });
export type DeliveryAnswer = z.infer<typeof DeliveryAnswer>;

/** Portal, for the keyserver. POST /v1/internal/card-reports: a new card of the owner of these aliases joined; told once. */
export const CardReport = z.strictObject({ evidence: EvidenceRef, aliases: z.array(Alias).min(1).max(20) });
export type CardReport = z.infer<typeof CardReport>;

/** Platform, for portal and keyserver. POST /v1/internal/evidence-reports: events that happened elsewhere to a message the platform routed
 *  (handover, display, failed notice). Signature and issuer are checked against the trust list; idempotent by evidence id. */
export const EvidenceReport = z.strictObject({ evidence: z.array(EvidenceRef).min(1).max(200) });
export type EvidenceReport = z.infer<typeof EvidenceReport>;
export const EvidenceReported = z.strictObject({ accepted: z.int() });

/** Portal and keyserver, for the platform; platform, for the portal. GET /v1/internal/evidence/:id/proof → ReceiptItem with its proof. */
export const EvidenceProof = ReceiptItem;

/** Platform, for the portal. GET /v1/internal/letters/:env/receipt-items → items of all services the platform knows for this message. */
export const ReceiptItems = z.strictObject({ items: z.array(ReceiptItem) });
export type ReceiptItems = z.infer<typeof ReceiptItems>;

/** Platform, for the portal. GET /v1/internal/agencies/:id → name of a registered agency. */
export const AgencyInfo = z.strictObject({ id: AgencyId, agency: AgencyName });
