// One entry of the signing password, one document: the password opens the signing certificate and the key (fact sheet §§5, 6).
import { X509Certificate } from 'node:crypto';
import { type DocumentRequest, DocumentStatement, type SignedDocumentStatement } from '@shishobako/contracts/document-statement';
import { toBase64, toBase64url } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { CardClient } from './card-client.ts';
import type { CardFault } from './card-fault.ts';
import { digestToSign } from './digest-to-sign.ts';
import type { StatementFault } from './sign-statement.ts';

/** Before the password the signing certificate is closed; its issuer's, free to read, is missing where none was issued (under 15, or not asked
 *  for). That is told at once: nobody types a password that does not exist. */
export async function lookAtSigner(
  client: CardClient,
): Promise<Result<{ readonly triesLeft: number; readonly notAfter: null }, CardFault>> {
  const selected = await client.select();
  if (!selected.ok) return selected;
  const issuer = await client.readCaCertificate('sign');
  if (!issuer.ok) return err(issuer.error.kind === 'pin-needed' ? { kind: 'card-error', sw: 0x6982 } : issuer.error);
  const triesLeft = await client.triesLeft('sign');
  return triesLeft.ok ? ok({ triesLeft: triesLeft.value, notAfter: null }) : triesLeft;
}

export type DocumentOrder = {
  readonly request: DocumentRequest;
  /** What the card program itself saw; never a value the page sent. */
  readonly origin: string;
  /** Signing password: text, or bytes, which are zeroed. */
  readonly password: string | Uint8Array;
};

export async function signDocument(
  client: CardClient,
  { request, origin, password }: DocumentOrder,
  clock: Clock,
): Promise<Result<SignedDocumentStatement, StatementFault>> {
  const statement = DocumentStatement.parse({ v: 'epob-document-v1', ...request, origin, created: rfc3339(clock()) });
  const selected = await client.select();
  if (!selected.ok) return selected;
  const verified = await client.verifyPin('sign', password);
  if (!verified.ok) return verified;
  const certificate = await client.readCertificate('sign');
  if (!certificate.ok) return err(certificate.error.kind === 'pin-needed' ? { kind: 'card-error', sw: 0x6982 } : certificate.error);
  const end = new X509Certificate(certificate.value).validToDate.getTime();
  if (end < clock()) return err({ kind: 'expired-certificate', notAfter: rfc3339(end) });
  const digest = await digestToSign(certificate.value, canonicalJson(statement));
  if (!digest) return err({ kind: 'other-card' });
  const signature = await client.sign('sign', digest);
  if (!signature.ok) return err(signature.error.kind === 'pin-needed' ? { kind: 'card-error', sw: 0x6982 } : signature.error);
  return ok({ statement, signature: toBase64url(signature.value), certificate: toBase64(certificate.value) });
}
