// Evidence of delivery after ETSI EN 319 522-1 (security sheet §4). Signed, logged, never changed.
import { AgencyId, Alias, DecisionId, EnvelopeId, EvidenceId, KeyId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { ContentClass, Level } from './levels.ts';
import { Bilingual, CompactJws, Sha256, Timestamp } from './primitives.ts';

export const EvidenceService = z.enum(['platform', 'portal', 'keyserver']);
export type EvidenceService = z.infer<typeof EvidenceService>;

/** Ours → ETSI event name, and who may issue it. `null`: ours alone. */
export const evidenceEvents = {
  'submit.accepted': { etsi: 'SubmissionAcceptance', by: 'platform' },
  'submit.rejected': { etsi: 'SubmissionRejection', by: 'platform' },
  'relay.accepted': { etsi: 'RelayAcceptance', by: 'portal' },
  'relay.rejected': { etsi: 'RelayRejection', by: 'portal' },
  'relay.failed': { etsi: 'RelayFailure', by: 'platform' },
  'box.arrived': { etsi: 'ContentConsignment', by: 'portal' },
  'box.failed': { etsi: 'ContentConsignmentFailure', by: 'portal' },
  'notice.sent': { etsi: 'ConsignmentNotification', by: 'portal' },
  'notice.failed': { etsi: 'ConsignmentNotificationFailure', by: 'portal' },
  'open.handover': { etsi: 'ContentHandover', by: 'keyserver' },
  'open.failed': { etsi: 'ContentHandoverFailure', by: 'keyserver' },
  'open.ack': { etsi: 'ContentAccessTracking', by: 'portal' },
  'apply.accepted': { etsi: 'SubmissionAcceptance', by: 'platform' },
  'apply.rejected': { etsi: 'SubmissionRejection', by: 'platform' },
  'apply.arrived': { etsi: 'ContentConsignment', by: 'platform' },
  'apply.received': { etsi: 'ConsignmentAcceptance', by: 'platform' },
  'apply.returned': { etsi: 'ConsignmentRejection', by: 'platform' },
  'key.published': { etsi: null, by: 'platform' },
  'link.made': { etsi: null, by: 'platform' },
  'link.ended': { etsi: null, by: 'platform' },
  'eligibility.asked': { etsi: null, by: 'platform' },
  'eligibility.answered': { etsi: null, by: 'platform' },
  'eligibility.failed': { etsi: null, by: 'platform' },
  'keyholder.enrolled': { etsi: null, by: 'keyserver' },
  'session.opened': { etsi: null, by: 'keyserver' },
  /** A new certificate of the same person joined, by the authority’s signed succession. */
  'card.joined': { etsi: null, by: 'keyserver' },
  /** A phone joined beside the card, by the card’s own signature and the authority’s word; and its end. */
  'phone.joined': { etsi: null, by: 'keyserver' },
  'phone.ended': { etsi: null, by: 'keyserver' },
  'hold.set': { etsi: null, by: 'keyserver' },
  'hold.cleared': { etsi: null, by: 'keyserver' },
} as const satisfies Record<string, { etsi: string | null; by: EvidenceService }>;

export const EvidenceEvent = z.enum(Object.keys(evidenceEvents) as [keyof typeof evidenceEvents, ...(keyof typeof evidenceEvents)[]]);
export type EvidenceEvent = z.infer<typeof EvidenceEvent>;

export const etsiEventId = (event: EvidenceEvent): string | null => {
  const name = evidenceEvents[event].etsi;
  return name === null ? null : `http://uri.etsi.org/19522/Event/${name}`;
};

/** Payload of a compact JWS, ES256, `typ` epob-evidence+jws, `kid` of the issuing service's `evidence` key in the trust list. */
export const Evidence = z.strictObject({
  v: z.literal('epob-evidence-v1'),
  /** EvidenceIdentifier. */
  id: EvidenceId,
  event: EvidenceEvent,
  /** ERDSEventId; null for events ETSI does not know. */
  eventId: z.url().nullable(),
  /** EventTime. */
  time: Timestamp,
  /** EvidenceIssuerDetails: the service and its log origin. */
  issuer: z.strictObject({ service: EvidenceService, origin: z.string().min(1).max(100) }),
  /** MessageIdentifier. */
  env: EnvelopeId.nullable(),
  /** SenderDetails: the agency; of an application the alias its person has for that agency. */
  sender: z.union([Alias, AgencyId]).nullable(),
  /** RecipientDetails: the alias this sender knows, nothing more; of an application the agency. */
  recipient: z.union([Alias, AgencyId]).nullable(),
  class: ContentClass.nullable(),
  /** UserContentInfo: hashes only. */
  content: z.strictObject({ headerSha256: Sha256, contentCommit: Sha256.nullable() }).nullable(),
  /** AssuranceLevels. */
  level: Level.nullable(),
  /** PolicyDecision. */
  decision: DecisionId.nullable(),
  /** CardStatementHash: SHA-256 of the signed card statement's JCS form. */
  cardStatement: Sha256.nullable(),
  /** SHA-256 of what the event is about when it is not a message: a key entry, a device acknowledgement. */
  subject: Sha256.nullable(),
  /** Identifier of the evidence this one follows. */
  previous: EvidenceId.nullable(),
  /** EventReasons: always there on a negative event. */
  reasons: z.array(z.strictObject({ code: z.string(), text: Bilingual })).max(8),
});
export type Evidence = z.infer<typeof Evidence>;

export const EvidenceRef = z.strictObject({ id: EvidenceId, event: EvidenceEvent, time: Timestamp, jws: CompactJws });
export type EvidenceRef = z.infer<typeof EvidenceRef>;

/** Signed by the device's DPoP key after it has shown the letter (compact JWS, `typ` epob-ack+jws, `jwk` in the header). */
export const Acknowledgement = z.strictObject({
  v: z.literal('epob-ack-v1'),
  env: EnvelopeId,
  contentCommit: Sha256,
  kid: KeyId,
  time: Timestamp,
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;
