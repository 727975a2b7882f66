// A document the owner keeps for the owner alone (ADR 0061): sealed on a device, stored by the portal as ciphertext, its key wrapped to a
// box key that no link has and released by the keyserver like a letter's. Nobody is a sender here, so the keyserver vouches for the wrap.
import { Alias, EnvelopeId, KeyId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { HpkeSealed, type WrapContext } from './envelope.ts';
import { Base64url, CompactJws, Sha256, Timestamp } from './primitives.ts';

/** What there is to keep; one document of each for a box. */
export const OwnDocumentName = z.enum(['procedures']);
export type OwnDocumentName = z.infer<typeof OwnDocumentName>;

/** Largest document before sealing, as UTF-8 JSON, in bytes. */
export const maxOwnBytes = 96 * 1024;
/** Base64url characters of the largest bucket with nonce and tag. */
const maxSealed = 160_000;

/** Says which key opens the document; the wrap is bound to it (aad) and to the fields of its context (info). */
export const OwnHead = z.strictObject({
  v: z.literal('epob-own-v1'),
  /** Chosen by the device, new with each new key. */
  id: EnvelopeId,
  /** An alias chosen by the device: no agency is linked to it and nothing can be sent to it. */
  to: Alias,
  kid: KeyId,
  epoch: z.int().min(1),
  created: Timestamp,
});
export type OwnHead = z.infer<typeof OwnHead>;

export const ownContextOf = (head: OwnHead): WrapContext => ({
  part: 'own',
  env: head.id,
  to: head.to,
  class: 'C3',
  epoch: head.epoch,
  level: 'L3',
  day: head.created.slice(0, 10),
});

/** Bound into the ciphertext: another document's or another version's bytes do not open. */
export const ownAad = (head: OwnHead, version: number): string => ['epob/own/v1', head.id, version].join('|');

/** Payload of a compact JWS by the keyserver's `key-entry` key, `typ` epob-own-wrap+jws: the holder of `kid` made this wrap. Without it
 *  the portal could put a key of its own under the owner's public key and read what devices seal next. */
export const OwnWrapStatement = z.strictObject({
  v: z.literal('epob-own-wrap-v1'),
  kid: KeyId,
  to: Alias,
  headSha256: Sha256,
  wrapSha256: Sha256,
});
export type OwnWrapStatement = z.infer<typeof OwnWrapStatement>;

/** POST /v1/device/own-wraps at the keyserver. */
export const OwnWrapRequest = z.strictObject({ to: Alias, headSha256: Sha256, wrapSha256: Sha256 });
export type OwnWrapRequest = z.infer<typeof OwnWrapRequest>;
export const OwnWrapAnswer = z.strictObject({ statement: CompactJws });

/** As it is stored. `sealed`: nonce (12 bytes), then AES-256-GCM over length (4 bytes, big-endian), JSON and Padmé padding. */
export const SealedOwnDocument = z.strictObject({
  head: OwnHead,
  wrap: HpkeSealed,
  statement: CompactJws,
  sealed: Base64url.min(40).max(maxSealed),
});
export type SealedOwnDocument = z.infer<typeof SealedOwnDocument>;

/** GET /v1/citizen/own-documents/:name. Version 0: never written; a version without a document: deleted. */
export const OwnDocumentAnswer = z.strictObject({
  version: z.int().min(0),
  document: SealedOwnDocument.extend({ /** Lets the keyserver release the key to this device. */ decision: CompactJws }).nullable(),
});
export type OwnDocumentAnswer = z.infer<typeof OwnDocumentAnswer>;

/** PUT: takes the place of version `base` and of no other (`own.conflict` 409). DELETE leaves a version and no document. */
export const OwnDocumentChange = SealedOwnDocument.extend({ base: z.int().min(0).max(2_000_000_000) });
export const OwnDocumentVersion = z.strictObject({ version: z.int().min(0) });
