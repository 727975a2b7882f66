// The virtual card's chip as a JSON document: what a real chip keeps in its memory, kept by the owner of the file instead.
// It is not tamper-proof and says so: whoever reads the file has the keys. It never holds a My Number (promise 6).
import { z } from 'zod';

const Base64Text = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);

/** `digest` is SHA-256(salt ‖ PIN), so that the PIN's own bytes are in no file and no memory of the process that keeps the card. */
export const PinState = z.strictObject({
  salt: Base64Text,
  digest: Base64Text,
  tries: z.int().min(0).max(15),
  max: z.int().min(1).max(15),
  minLength: z.int().min(1).max(16),
  maxLength: z.int().min(1).max(16),
});
export type PinState = z.infer<typeof PinState>;

export const KeyAlgorithm = z.enum(['rsa-2048', 'p-384']);
export type KeyAlgorithm = z.infer<typeof KeyAlgorithm>;

/** One key pair made on the card, with its certificates once they are installed. */
export const CredentialState = z.strictObject({
  algorithm: KeyAlgorithm,
  pkcs8: Base64Text,
  certificate: Base64Text.nullable(),
  caCertificate: Base64Text.nullable(),
});
export type CredentialState = z.infer<typeof CredentialState>;

/** The four attributes as the input-assist application gives them: birth date YYYYMMDD, sex 1, 2 or 9. */
export const HolderAttributes = z.strictObject({
  name: z.string(),
  address: z.string(),
  birthDate: z.string().regex(/^[0-9]{8}$/),
  sex: z.enum(['1', '2', '9']),
});
export type HolderAttributes = z.infer<typeof HolderAttributes>;

export const CardState = z.strictObject({
  v: z.literal('shishobako-virtual-card-v1'),
  /** What it stands for; a card unless it says otherwise. A phone has the JPKI application alone. */
  profile: z.enum(['card', 'phone']).optional(),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  label: z.strictObject({ ja: z.string(), en: z.string() }),
  /** A virtual card always belongs to an invented person. */
  fictional: z.literal(true),
  expires: z.iso.date(),
  holder: HolderAttributes,
  pins: z.strictObject({ auth: PinState, sign: PinState, inputAssist: PinState, codeB: PinState }),
  auth: CredentialState,
  sign: CredentialState,
  /** Key pairs made for certificates that have not come yet; the old ones work until then. */
  next: z.strictObject({ auth: CredentialState.optional(), sign: CredentialState.optional() }).optional(),
});
export type CardState = z.infer<typeof CardState>;
export type PinName = keyof CardState['pins'];
