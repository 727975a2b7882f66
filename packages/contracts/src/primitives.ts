// The few value forms every message uses. Unknown keys are refused everywhere: a field nobody knows is a bug or an attack.
import { z } from 'zod';

/** RFC 3339 in UTC with milliseconds, as `rfc3339()` writes it. */
export const Timestamp = z.iso.datetime({ precision: 3 });
export type Timestamp = z.infer<typeof Timestamp>;

/** base64url without padding (RFC 4648 §5). */
export const Base64url = z.string().regex(/^[A-Za-z0-9_-]*$/);
/** SHA-256 as base64url: 43 characters. */
export const Sha256 = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** Padded base64 (RFC 4648 §4), used where X.509 and RFC 7515 `x5c` want it. */
export const Base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
/** Compact JWS, attached or detached (`header..signature`, RFC 7515 appendix F). */
export const CompactJws = z.string().regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+$/);
/** RFC 7638 thumbprint. */
export const Thumbprint = Sha256;

/** Text for people: Japanese first, English of equal care. */
export const Bilingual = z.strictObject({ ja: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof Bilingual>;

/** Public P-256 key (RFC 7517). */
export const EcPublicJwk = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: Sha256,
  y: Sha256,
  kid: z.string().optional(),
  use: z.literal('sig').optional(),
  alg: z.literal('ES256').optional(),
});
export type EcPublicJwk = z.infer<typeof EcPublicJwk>;
