// What the citizen's device asks the portal (audience: citizen). Access tokens come from the identity provider, DPoP-bound.
import { AgencyId, Alias, EnvelopeId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { DecisionExplanation } from './decision.ts';
import { EnvelopeHeader, HpkeSealed } from './envelope.ts';
import { EvidenceEvent } from './evidence.ts';
import { ContentClass, Level } from './levels.ts';
import { Base64url, Bilingual, CompactJws, Sha256, Timestamp } from './primitives.ts';

export const AgencyName = z.strictObject({ id: AgencyId, name: Bilingual });
export type AgencyName = z.infer<typeof AgencyName>;

/** PUT /v1/citizen/box: makes the box at first use, else returns it. */
export const Box = z.strictObject({ opened: Timestamp, unread: z.int(), links: z.int() });
export type Box = z.infer<typeof Box>;

export const LetterSummary = z.strictObject({
  env: EnvelopeId,
  agency: AgencyName,
  class: ContentClass,
  arrived: Timestamp,
  /** First handover of the content key, or null while sealed. */
  opened: Timestamp.nullable(),
  displayed: Timestamp.nullable(),
  expires: Timestamp.nullable(),
  header: EnvelopeHeader,
  signature: CompactJws,
  sealedHeader: Base64url,
  titleWrap: HpkeSealed,
});
export type LetterSummary = z.infer<typeof LetterSummary>;

/** GET /v1/citizen/letters?cursor=&limit=&state=unread|read|all&agency= (newest first, limit ≤ 100). */
export const LetterPage = z.strictObject({
  items: z.array(LetterSummary),
  /** Decision that lets the keyserver release the titles of exactly these letters; null when there is none to show. */
  titleDecision: CompactJws.nullable(),
  next: z.string().nullable(),
  total: z.int(),
  unread: z.int(),
});
export type LetterPage = z.infer<typeof LetterPage>;

/** POST /v1/citizen/letters/:env/openings */
export const Opening = z.strictObject({
  header: EnvelopeHeader,
  signature: CompactJws,
  sealedHeader: Base64url,
  wraps: z.strictObject({ title: HpkeSealed, content: HpkeSealed }),
  /** Covers both wraps. */
  decision: CompactJws,
  explanation: DecisionExplanation,
  agency: AgencyName,
  /** Bytes of each ciphertext; fetched at GET /v1/citizen/letters/:env/parts/:i (application/octet-stream). */
  parts: z.array(z.strictObject({ i: z.int(), bytes: z.int() })),
});
export type Opening = z.infer<typeof Opening>;

/** POST /v1/citizen/letters/:env/acknowledgements */
export const AcknowledgementRequest = z.strictObject({ acknowledgement: CompactJws });
export type AcknowledgementRequest = z.infer<typeof AcknowledgementRequest>;

/** GET /v1/citizen/letters/:env/events — what happened to one letter, oldest first. */
export const LetterEvents = z.strictObject({
  events: z.array(z.strictObject({ event: EvidenceEvent, time: Timestamp, by: Bilingual })),
});
export type LetterEvents = z.infer<typeof LetterEvents>;

export const AccessAction = z.enum([
  'box.opened',
  'link.made',
  'link.ended',
  'letter.arrived',
  'letter.listed',
  'letter.opened',
  'letter.displayed',
  'letter.refused',
  'letter.receipt',
  'notice.sent',
  'notice.failed',
  'application.sent',
  'application.arrived',
  'application.answered',
  'application.refused',
  'settings.changed',
  'eligibility.checked',
  'card.joined',
  'phone.joined',
  'phone.ended',
  'history.read',
  'own.read',
  'own.written',
  'own.deleted',
]);
export type AccessAction = z.infer<typeof AccessAction>;

/** One line of the history: who did what to which item, when, and by which authority (SVC-02). */
export const AccessEvent = z.strictObject({
  id: z.uuid(),
  time: Timestamp,
  actor: z.strictObject({ kind: z.enum(['self', 'proxy', 'agency', 'operator', 'system']), name: Bilingual, agency: AgencyId.nullable() }),
  action: AccessAction,
  env: EnvelopeId.nullable(),
  agency: AgencyName.nullable(),
  class: ContentClass.nullable(),
  level: Level.nullable(),
  /** How many items, for lists. */
  count: z.int().nullable(),
  purpose: Bilingual,
  /** The policies or the law that allowed (or refused) it. */
  basis: z.array(z.strictObject({ id: z.string(), text: Bilingual })),
  decision: z.uuid().nullable(),
});
export type AccessEvent = z.infer<typeof AccessEvent>;

/** GET /v1/citizen/history?cursor=&limit=&env= (newest first). */
export const HistoryPage = z.strictObject({ items: z.array(AccessEvent), next: z.string().nullable() });
export type HistoryPage = z.infer<typeof HistoryPage>;

/** GET and PUT /v1/citizen/notification. The mail never says more than that something has arrived. */
export const NotificationSettings = z.strictObject({ email: z.email().max(254).nullable(), enabled: z.boolean() });
export type NotificationSettings = z.infer<typeof NotificationSettings>;

/** GET /v1/citizen/links */
export const Links = z.strictObject({ links: z.array(z.strictObject({ alias: Alias, agency: AgencyName, since: Timestamp })) });
export type Links = z.infer<typeof Links>;

/** What the person types. It stays on the device: services see only its look-up id and what was made with its other half (ADR 0028). */
export const InvitationCode = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
export const InvitationLookupId = Base64url.length(22);
/** POST /v1/citizen/link-preparations {lookup} → a fresh alias for which the device asks the keyserver for a key. */
export const LinkPreparationRequest = z.strictObject({ lookup: InvitationLookupId });
export type LinkPreparationRequest = z.infer<typeof LinkPreparationRequest>;
export const LinkPreparation = z.strictObject({ alias: Alias, agency: AgencyName });
export type LinkPreparation = z.infer<typeof LinkPreparation>;

/** POST /v1/citizen/links */
export const LinkRequest = z.strictObject({ lookup: InvitationLookupId, alias: Alias, entry: CompactJws, binding: Sha256 });
export type LinkRequest = z.infer<typeof LinkRequest>;
export const Link = z.strictObject({ alias: Alias, agency: AgencyName, since: Timestamp });
export type Link = z.infer<typeof Link>;
/** DELETE /v1/citizen/links/:alias ends it. GET /v1/citizen/letters/:env/receipt → Receipt. */
