// Proof that a card lay on a terminal, without PIN (register SVC-23, SEC-03): good for checking eligibility at a window and for nothing else.
// A card signs nothing without its PIN, so the terminal signs: its key is bound to the institution that operates it.
import { AgencyId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { Base64url, EcPublicJwk, Sha256, Timestamp } from './primitives.ts';

export const TerminalId = z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/);

export const PresenceStatement = z.strictObject({
  /** Its own version word: no parser of card, document or other statements takes it. */
  v: z.literal('epob-presence-v1'),
  purpose: z.literal('eligibility'),
  /** Origin of the eligibility service that gave the nonce. */
  audience: z.url(),
  terminal: TerminalId,
  nonce: Base64url.min(22).max(86),
  /** SHA-256 over nonce and the card's authentication certificate: another value each time, so that nobody on the way can follow a card. */
  card: Sha256,
  created: Timestamp,
});
export type PresenceStatement = z.infer<typeof PresenceStatement>;

/** `signature`: ES256 (IEEE P1363) by the terminal over the JCS bytes. */
export const PresenceProof = z.strictObject({ statement: PresenceStatement, signature: Base64url.length(86) });
export type PresenceProof = z.infer<typeof PresenceProof>;

/** The card's certificate, sealed to the identity provider and to this one statement: institution and platform never see a card's number. */
export const SealedCard = z.strictObject({ enc: Base64url.length(87), ct: Base64url.min(22).max(16_000) });
export type SealedCard = z.infer<typeof SealedCard>;

/** Payload of a compact JWS, `typ` epob-terminal+jws, by the institution's certificate (`x5c`): whose terminal this is. */
export const TerminalBinding = z.strictObject({
  v: z.literal('epob-terminal-v1'),
  institution: AgencyId,
  terminal: TerminalId,
  key: EcPublicJwk,
  created: Timestamp,
  notAfter: Timestamp,
});
export type TerminalBinding = z.infer<typeof TerminalBinding>;
export const terminalTyp = 'epob-terminal+jws';

/** Terminal door of the card bridge. GET /v1/terminal → its public key. POST /v1/terminal/presences: reads the free certificate of a card that
 *  lies on a reader and signs; without PIN. */
export const TerminalKey = z.strictObject({ key: EcPublicJwk });
export const PresenceOrder = z.strictObject({
  /** Card or reader of the bridge's list. */
  slot: z.string().min(1).max(200),
  audience: z.url(),
  terminal: TerminalId,
  nonce: Base64url.min(22).max(86),
  /** P-256 point of the identity provider. */
  sealTo: Base64url.length(87),
});
export const CardPresence = z.strictObject({ presence: PresenceProof, card: SealedCard });
export type CardPresence = z.infer<typeof CardPresence>;
