// What the web app asks the identity provider beside OpenID Connect itself: the sign-in interaction.
import { z } from 'zod';
import { SignedCardStatement } from './card-statement.ts';
import { Base64url, Bilingual, Thumbprint, Timestamp } from './primitives.ts';
import { CertificateName } from './succession.ts';

/** GET /v1/citizen/interactions/:uid */
export const Interaction = z.strictObject({
  uid: z.string(),
  client: z.strictObject({ id: z.string(), name: Bilingual }),
  /** To be put into the card statement; single use, 120 s. */
  nonceIdp: Base64url,
  expires: Timestamp,
  /** DPoP key the authorisation request was bound to (`dpop_jkt`); the statement must name the same. */
  jkt: Thumbprint,
});
export type Interaction = z.infer<typeof Interaction>;

/** POST /v1/citizen/interactions/:uid/card */
export const CardSignIn = z.strictObject({ signed: SignedCardStatement });
export type CardSignIn = z.infer<typeof CardSignIn>;

/** Where the browser goes next. */
export const InteractionResult = z.strictObject({ redirectTo: z.url() });
export type InteractionResult = z.infer<typeof InteractionResult>;

/** PUT /v1/operator/stopped-cards, for the municipal counter: the card is refused from now on, at sign-in and on a terminal. */
export const StoppedCard = z.strictObject({ card: CertificateName });

/** Problems: `interaction.not-found` 404 · `nonce.invalid` 409 · `statement.mismatch` 400 · `statement.origin` 403 ·
 *  `signature.invalid` 400 · `certificate.*` 403 · `revocation.unavailable` 503 · `account.unknown` 404 (advice: enrol). */
export const webClientId = 'shishobako-web';

/** Scopes of access tokens, by resource. */
export const scopes = { box: 'box', agency: 'agency', internal: 'internal', eligibility: 'eligibility' } as const;
