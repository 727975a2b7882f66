// Succession of certificates: the certification authority's signed word that certificates belong to one person's cards, one after the
// other (JPK-09; security sheet §3, "Card reissue"). It names certificates as issuer, serial number and key, never a person; each service
// turns a name into its own keyed hash and keeps nothing else.
import { z } from 'zod';
import { Base64, CompactJws, Sha256, Timestamp } from './primitives.ts';

/** Serial number as lower-case hex. */
export const CertificateSerial = z.string().regex(/^(?:[0-9a-f]{2}){1,20}$/);

/** What tells one certificate from all others. `issuer`: DER of its name; `publicKey`: SPKI DER. */
export const CertificateName = z.strictObject({ issuer: Base64.max(1000), serial: CertificateSerial, publicKey: Base64.max(1200) });
export type CertificateName = z.infer<typeof CertificateName>;

export const successionType = 'epob-succession+jws';

/** Payload of a compact JWS, ES256, `kid` of the authority's `succession` key in the trust list. Good for five minutes. */
export const SuccessionStatement = z.strictObject({
  v: z.literal('epob-succession-v1'),
  /** SHA-256 of the certificate it was asked for, DER. */
  certificate: Sha256,
  /** Certificates of the same use that came before it, oldest first. */
  earlier: z.array(CertificateName).max(32),
  created: Timestamp,
});
export type SuccessionStatement = z.infer<typeof SuccessionStatement>;
export const successionLifetimeMs = 300_000;

/** GET /v1/verifier/successions/:certificate (SHA-256 of it, DER). Verifier token. */
export const SuccessionAnswer = z.strictObject({ statement: CompactJws });
