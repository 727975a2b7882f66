// Branded ids: the type checker keeps one domain's id out of another's hands (security sheet §5).
// Random ids are UUIDv4 (122 random bits, say nothing); ids that should sort by time are UUIDv7.
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';

const uuid = z.uuid();

/** Envelope: chosen by the sender, so it is the idempotency key of a submission. UUIDv7. */
export const EnvelopeId = uuid.brand<'EnvelopeId'>();
export type EnvelopeId = z.infer<typeof EnvelopeId>;

/** Address of one box as one agency knows it. Portal and platform only; random, replaced on a move. */
export const Alias = uuid.brand<'Alias'>();
export type Alias = z.infer<typeof Alias>;

/** A box. Portal only. */
export const BoxId = uuid.brand<'BoxId'>();
export type BoxId = z.infer<typeof BoxId>;

/** Owner of keys. Keyserver only. */
export const KeyholderId = uuid.brand<'KeyholderId'>();
export type KeyholderId = z.infer<typeof KeyholderId>;

/** One box key: per link and epoch. */
export const KeyId = uuid.brand<'KeyId'>();
export type KeyId = z.infer<typeof KeyId>;

/** Account. Identity provider only. */
export const AccountId = uuid.brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;

/** Pairwise subject: what one relying party knows a person by (OpenID Connect Core §8). */
export const PairwiseSub = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .brand<'PairwiseSub'>();
export type PairwiseSub = z.infer<typeof PairwiseSub>;

/** Registered agency, for example `shionagi-city`. Public. */
export const AgencyId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,62}$/)
  .brand<'AgencyId'>();
export type AgencyId = z.infer<typeof AgencyId>;

/** An agency's own code for a person (符号). That agency and the platform only. Never a My Number. */
export const AgencyCode = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\x21-\x7e]+$/)
  .brand<'AgencyCode'>();
export type AgencyCode = z.infer<typeof AgencyCode>;

export const EvidenceId = uuid.brand<'EvidenceId'>();
export type EvidenceId = z.infer<typeof EvidenceId>;

export const DecisionId = uuid.brand<'DecisionId'>();
export type DecisionId = z.infer<typeof DecisionId>;

type Uuid = EnvelopeId | Alias | BoxId | KeyholderId | KeyId | AccountId | EvidenceId | DecisionId;

export const randomId = <T extends Uuid>(): T => crypto.randomUUID() as T;
export const timeOrderedId = <T extends Uuid>(): T => uuidv7() as T;
