// Proof that a card lay on a terminal, without PIN (register SVC-23, SEC-03): good for checking eligibility at a window and for nothing else.
// A card signs nothing without its PIN, so the terminal signs: its key is bound to the institution that operates it.
import { z } from 'zod';
import { Base64url, Sha256, Timestamp } from './primitives.ts';

export const PresenceStatement = z.strictObject({
  /** Its own version word: no parser of card, document or other statements takes it. */
  v: z.literal('epob-presence-v1'),
  purpose: z.literal('eligibility'),
  /** Origin of the eligibility service that gave the nonce. */
  audience: z.url(),
  terminal: z.string().min(1).max(100),
  nonce: Base64url.min(22).max(86),
  /** SHA-256 of the card's authentication certificate, DER: no name, no number. */
  card: Sha256,
  created: Timestamp,
});
export type PresenceStatement = z.infer<typeof PresenceStatement>;

/** `signature`: ES256 (IEEE P1363) by the terminal over the JCS bytes. */
export const PresenceProof = z.strictObject({ statement: PresenceStatement, signature: Base64url.length(86) });
export type PresenceProof = z.infer<typeof PresenceProof>;
