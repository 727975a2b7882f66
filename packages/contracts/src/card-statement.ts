// What the citizen's card signs with one PIN (security sheet §3, Release 2): one statement, read by idp and keyserver, each
// checking its own nonce. Signature: RSASSA-PKCS1-v1_5 with SHA-256 over the JCS bytes, made by the authentication key.
import { z } from 'zod';
import { Base64, Base64url, Thumbprint, Timestamp } from './primitives.ts';

/** `enrol`: first use, makes the account and the keyholder; `sign-in`: opens a session. */
export const StatementPurpose = z.enum(['enrol', 'sign-in']);
export type StatementPurpose = z.infer<typeof StatementPurpose>;

/** What the page asks the card program to have signed. */
export const CardRequest = z.strictObject({
  purpose: StatementPurpose,
  /** Origins of the services the statement is for: identity provider and keyserver. */
  audience: z.array(z.url()).min(1).max(4),
  nonceIdp: Base64url.min(22).max(86),
  nonceKeyserver: Base64url.min(22).max(86),
  /** Thumbprint of the device's DPoP key. */
  jkt: Thumbprint,
  /** Thumbprint of the device's KEM key: keys are released to it alone. */
  kem: Thumbprint,
});
export type CardRequest = z.infer<typeof CardRequest>;

export const CardStatement = CardRequest.extend({
  v: z.literal('epob-card-v1'),
  /** Origin of the page that asked, as the card program itself saw it. */
  origin: z.url(),
  created: Timestamp,
});
export type CardStatement = z.infer<typeof CardStatement>;

export const SignedCardStatement = z.strictObject({
  statement: CardStatement,
  signature: Base64url.max(1400),
  /** User-authentication certificate, DER. */
  certificate: Base64.max(12_000),
});
export type SignedCardStatement = z.infer<typeof SignedCardStatement>;
