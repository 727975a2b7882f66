// What an agency keeps of a signed application so that it proves itself for years, to anybody, with the trust list alone (CRT-02, JPK-05, JPK-12):
// the form as it was signed, the card's signature with its certificate, a time stamp over the signature, and the status of that moment.
import { z } from 'zod';
import { ApplicationHeader } from './application.ts';
import { SignedDocumentStatement } from './document-statement.ts';
import { EvidenceRef } from './evidence.ts';
import { Base64, Base64url } from './primitives.ts';

export const ApplicationProof = z.strictObject({
  v: z.literal('epob-application-proof-v1'),
  /** As the platform took it, with its evidence: whose box, which agency, when. */
  header: ApplicationHeader,
  submission: EvidenceRef,
  /** FormDocument, the very bytes. */
  document: Base64url.min(1).max(300_000),
  signed: SignedDocumentStatement,
  /** RFC 3161 token over the octets of the signature, DER. */
  stamp: Base64.max(20_000),
  /** Path of the signer's certificate and its status, DER (RFC 5280, RFC 6960). */
  certificates: z.array(Base64.max(200_000)).max(16),
  ocspResponses: z.array(Base64.max(100_000)).max(16),
  crls: z.array(Base64.max(3_000_000)).max(16),
});
export type ApplicationProof = z.infer<typeof ApplicationProof>;
