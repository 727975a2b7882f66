// The trust list: the only thing a device, an agency or an offline verifier must be given beforehand. Anchors are pinned
// here, never taken from a card or a message (requirement ENT-04, JPK-18).
import { z } from 'zod';
import { Base64, Bilingual, EcPublicJwk, Timestamp } from './primitives.ts';

/** What an authority may vouch for; a certificate under it counts for nothing else. */
export const AnchorPurpose = z.enum([
  'authentication',
  'signature',
  'sender',
  'hpki-signature',
  'hpki-authentication',
  'commercial-registration',
]);
export type AnchorPurpose = z.infer<typeof AnchorPurpose>;

/** Who accredited the authority, on which legal basis, and for how long: outside of it nothing new counts under the anchor. */
export const Accreditation = z.strictObject({
  by: Bilingual,
  basis: z.string().min(1).max(200),
  from: Timestamp,
  /** null: until it is withdrawn. */
  to: Timestamp.nullable(),
});
export type Accreditation = z.infer<typeof Accreditation>;

export const TrustAnchor = z.strictObject({
  purpose: AnchorPurpose,
  name: z.string().max(200),
  /** CA certificate, DER. */
  certificate: Base64,
  validFrom: Timestamp,
  validTo: Timestamp,
  accreditation: Accreditation,
});
export type TrustAnchor = z.infer<typeof TrustAnchor>;

export const ServiceName = z.enum(['ca', 'idp', 'platform', 'portal', 'keyserver', 'concierge']);
export type ServiceName = z.infer<typeof ServiceName>;

export const KeyUse = z.enum(['evidence', 'decision', 'key-entry', 'seal', 'succession']);
export type KeyUse = z.infer<typeof KeyUse>;

export const TrustedService = z.strictObject({
  service: ServiceName,
  url: z.url(),
  /** Origin of its log, when it keeps one. */
  origin: z.string().max(100).nullable(),
  /** C2SP signed-note verifier key (`name+hash+base64`) of its log. */
  logKey: z.string().max(300).nullable(),
  keys: z.array(z.strictObject({ kid: z.string().max(100), use: KeyUse, jwk: EcPublicJwk })),
});
export type TrustedService = z.infer<typeof TrustedService>;

export const TrustList = z.strictObject({
  v: z.literal('epob-trust-v1'),
  operator: Bilingual,
  created: Timestamp,
  /** True when all services run on one machine: said on every first page. */
  joined: z.boolean(),
  /** Origin of the reader (the web app): the only one a card statement may name. */
  readers: z.array(z.url()).min(1),
  anchors: z.array(TrustAnchor),
  services: z.array(TrustedService),
  /** Where certificate status is asked (OCSP). */
  ocspUrl: z.url(),
});
export type TrustList = z.infer<typeof TrustList>;
