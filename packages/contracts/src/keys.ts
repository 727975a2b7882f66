// Box keys as the world sees them: a key entry signed by the keyserver and published in the platform's log, so that a
// false key is noticed (security sheet, row 03). A key belongs to one link: a shared one would be a common identifier.
import { Alias, KeyId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { Base64url, CompactJws, Sha256, Timestamp } from './primitives.ts';

/** Payload of a compact JWS, ES256, `typ` epob-key+jws, by the keyserver's `key-entry` key. */
export const KeyEntry = z.strictObject({
  v: z.literal('epob-key-v1'),
  kid: KeyId,
  alias: Alias,
  epoch: z.int().min(1),
  /** DHKEM(P-256) public key, uncompressed point, 65 bytes. */
  publicKey: Base64url.length(87),
  created: Timestamp,
  /** Senders use it until then; opening works for ever. */
  notAfter: Timestamp,
});
export type KeyEntry = z.infer<typeof KeyEntry>;

/** Key entry with proof that it stands in the platform's log (`key.published` evidence, C2SP tlog-proof text). */
export const PublishedKey = z.strictObject({ entry: CompactJws, evidence: CompactJws, proof: z.string().max(16_000) });
export type PublishedKey = z.infer<typeof PublishedKey>;

/** The invited person's word for an alias, as the agency can judge it alone (ADR 0028). */
export const LinkBinding = z.strictObject({ serial: Base64url.length(22), mac: Sha256 });
export type LinkBinding = z.infer<typeof LinkBinding>;
