// One entry of the signing password, one document: the password opens the signing certificate and the key (fact sheet §§5, 6).
import { type DocumentRequest, DocumentStatement, type SignedDocumentStatement } from '@shishobako/contracts/document-statement';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { CardClient } from './card-client.ts';
import type { CardFault } from './card-fault.ts';
import type { StatementFault } from './sign-statement.ts';
import { signWith } from './sign-with.ts';

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
  return signWith(client, { key: 'sign', secret: password, statement }, clock);
}
