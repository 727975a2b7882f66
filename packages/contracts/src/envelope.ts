// The sealed envelope (security sheet §3): what the sender signs, what stays sealed, and how keys are wrapped.
import { AgencyId, Alias, EnvelopeId, KeyId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { ContentClass, Level } from './levels.ts';
import { Base64url, CompactJws, Sha256, Timestamp } from './primitives.ts';

export const maxParts = 20;
/** Largest single part after padding, in bytes. */
export const maxPartBytes = 50 * 1024 * 1024;

/** Everything the platform and the portal may see. Signed by the sender as detached JWS over its JCS form. */
export const EnvelopeHeader = z.strictObject({
  v: z.literal('epob-envelope-v1'),
  env: EnvelopeId,
  to: Alias,
  from: AgencyId,
  class: ContentClass,
  /** Registered purpose of the sender, for example `pension-record-notice`. */
  purpose: z.string().regex(/^[a-z][a-z0-9-]{1,63}$/),
  /** Legal basis, for example `国民年金法 第14条の5`. */
  basis: z.string().min(1).max(200),
  created: Timestamp,
  expires: Timestamp.nullable(),
  require: z.strictObject({
    level: Level,
    /** The sender registered a need to know the opening time; shown to the citizen before opening. */
    openEvidence: z.boolean(),
    /** The addressee must accept before opening. */
    accept: z.boolean(),
  }),
  /** Ciphertext of each part: bytes after padding (Padmé bucket) and SHA-256 of the chunked ciphertext. */
  parts: z
    .array(z.strictObject({ i: z.int().min(0), bucket: z.int().min(0).max(maxPartBytes), sha256: Sha256 }))
    .min(1)
    .max(maxParts),
  sealedSha256: Sha256,
  /** Box key the wraps are made for, and its epoch. */
  kid: KeyId,
  epoch: z.int().min(1),
  /** SHA-256 of the sealed header's plain text: one header cannot open to two contents. */
  contentCommit: Sha256,
});
export type EnvelopeHeader = z.infer<typeof EnvelopeHeader>;

/** Role of a part: `body` is what the letter says, `record` the machine-readable form, `attachment` anything else. */
export const PartRole = z.enum(['body', 'record', 'attachment']);

/** Inside the sealed header: title and file names never leave the two ends. */
export const SealedHeader = z.strictObject({
  v: z.literal('epob-sealed-v1'),
  title: z.string().min(1).max(200),
  /** Document type, for example `nenkin-teikibin/v1` or `municipal-notice/v1`. */
  type: z.string().min(1).max(100),
  lang: z.string().min(2).max(10),
  salt: Sha256,
  parts: z
    .array(
      z.strictObject({
        i: z.int().min(0),
        role: PartRole,
        name: z.string().min(1).max(255),
        mediaType: z.string().regex(/^[a-z]+\/[A-Za-z0-9.+-]+$/),
        /** Bytes before padding. */
        size: z.int().min(0),
        /** SHA-256 of the plain bytes before padding. */
        sha256: Sha256,
      }),
    )
    .min(1)
    .max(maxParts),
});
export type SealedHeader = z.infer<typeof SealedHeader>;

/** HPKE single-shot ciphertext (RFC 9180 §6.1): encapsulated key (65 bytes) and sealed 32-byte key (48 bytes). */
export const HpkeSealed = z.strictObject({ enc: Base64url, ct: Base64url });
export type HpkeSealed = z.infer<typeof HpkeSealed>;

/** `own`: the key of a document the owner keeps (own-document.ts); no letter has it. */
export const WrapPart = z.enum(['title', 'content', 'own']);
export type WrapPart = z.infer<typeof WrapPart>;

/** What an HPKE wrap is bound to through `info`; a changed value makes it fail to open. */
export const WrapContext = z.strictObject({
  part: WrapPart,
  env: EnvelopeId,
  to: Alias,
  class: ContentClass,
  epoch: z.int().min(1),
  level: Level,
  /** UTC day of `header.created`, YYYY-MM-DD. */
  day: z.iso.date(),
});
export type WrapContext = z.infer<typeof WrapContext>;

/** info string of a wrap. */
export const wrapInfo = (c: WrapContext): string => ['epob/wrap/v1', c.part, c.env, c.to, c.class, c.epoch, c.level, c.day].join('|');

export const wrapContextOf = (header: EnvelopeHeader, part: WrapPart): WrapContext => ({
  part,
  env: header.env,
  to: header.to,
  class: header.class,
  epoch: header.epoch,
  level: header.require.level,
  day: header.created.slice(0, 10),
});

/** An envelope without its ciphertext parts, as it travels beside them. */
export const SealedEnvelope = z.strictObject({
  header: EnvelopeHeader,
  /** Detached JWS, ES256, `typ` epob-envelope+jws, `x5c` the sender's certificate. */
  signature: CompactJws,
  /** Chunk-encrypted SealedHeader. */
  sealedHeader: Base64url.max(64 * 1024),
  wraps: z.strictObject({ title: HpkeSealed, content: HpkeSealed }),
});
export type SealedEnvelope = z.infer<typeof SealedEnvelope>;
