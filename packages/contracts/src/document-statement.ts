// What the signing key of a card signs for one document: its title and digest, exactly as the card program showed them (issue "The card",
// item 4; fact sheet §2). Signature over the JCS bytes: RSASSA-PKCS1-v1_5 with SHA-256, or ECDSA with SHA-384 (r ‖ s) for
// P-384 keys; the certificate names the signer.
import { z } from 'zod';
import { Base64, Base64url, Sha256, Timestamp } from './primitives.ts';

/** What the page asks the card program to have signed. */
export const DocumentRequest = z.strictObject({
  /** Shown to the person in full; one line. */
  title: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u),
  /** SHA-256 of the document's bytes. */
  sha256: Sha256,
  /** Origin of the office or service that receives it. */
  recipient: z.url(),
});
export type DocumentRequest = z.infer<typeof DocumentRequest>;

export const DocumentStatement = DocumentRequest.extend({
  v: z.literal('epob-document-v1'),
  /** Origin of the page that asked, as the card program itself saw it. */
  origin: z.url(),
  created: Timestamp,
});
export type DocumentStatement = z.infer<typeof DocumentStatement>;

export const SignedDocumentStatement = z.strictObject({
  statement: DocumentStatement,
  signature: Base64url.max(1400),
  /** Signing certificate, DER: holds name, address, birth date and sex. */
  certificate: Base64.max(12_000),
});
export type SignedDocumentStatement = z.infer<typeof SignedDocumentStatement>;
