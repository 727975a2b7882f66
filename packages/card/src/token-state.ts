// Chips of professionals and officers: one application per certificate, each with its own PIN (fact sheet §§11, 12). Fictional holders only.
import { z } from 'zod';
import { CredentialState, PinState } from './card-state.ts';

const Base64Text = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);

/** `hpki`: health professional; `corporate`: officer with a commercial-registration certificate. */
export const TokenProfile = z.enum(['hpki', 'corporate']);
export type TokenProfile = z.infer<typeof TokenProfile>;

export const TokenApplicationState = z.strictObject({
  pin: PinState,
  credential: CredentialState,
  /** Certificates of the authorities, the root first. */
  chain: z.array(Base64Text).max(3),
});
export type TokenApplicationState = z.infer<typeof TokenApplicationState>;

export const TokenState = z.strictObject({
  v: z.literal('shishobako-virtual-token-v1'),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  label: z.strictObject({ ja: z.string(), en: z.string() }),
  fictional: z.literal(true),
  profile: TokenProfile,
  sign: TokenApplicationState,
  /** An officer's card signs only. */
  auth: TokenApplicationState.nullable(),
});
export type TokenState = z.infer<typeof TokenState>;
