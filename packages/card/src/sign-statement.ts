// One PIN entry, one statement: reads the authentication certificate, refuses what the services would refuse anyway before it asks
// the card, then signs the JCS bytes (security sheet §3, Release 2).
import { X509Certificate } from 'node:crypto';
import { type CardRequest, CardStatement, type SignedCardStatement } from '@shishobako/contracts/card-statement';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { CardClient } from './card-client.ts';
import type { CardFault, PinFault } from './card-fault.ts';
import { signWith } from './sign-with.ts';

export type ExpiredCertificate = { readonly kind: 'expired-certificate' /** RFC 3339. */; readonly notAfter: string };
export type CardView = { readonly triesLeft: number; readonly certificate: Uint8Array; readonly notAfter: string; readonly label: string };

/** What can be told about a card without its PIN; no try is spent. */
export async function lookAtCard(client: CardClient, clock: Clock): Promise<Result<CardView, CardFault | ExpiredCertificate>> {
  const selected = await client.select();
  if (!selected.ok) return selected;
  const certificate = await client.readCertificate('auth');
  if (!certificate.ok) return err(certificate.error.kind === 'pin-needed' ? { kind: 'no-certificate' } : certificate.error);
  const end = endOf(certificate.value);
  if (end === undefined) return err({ kind: 'no-certificate' });
  if (end < clock()) return err({ kind: 'expired-certificate', notAfter: rfc3339(end) });
  const triesLeft = await client.triesLeft('auth');
  if (!triesLeft.ok) return triesLeft;
  return ok({ triesLeft: triesLeft.value, certificate: certificate.value, notAfter: rfc3339(end), label: selected.value.label });
}

export type StatementOrder = {
  readonly request: CardRequest;
  /** What the card program itself saw; never a value the page sent. */
  readonly origin: string;
  /** Text, or bytes, which are zeroed. */
  readonly pin: string | Uint8Array;
};
export type StatementFault = CardFault | PinFault | ExpiredCertificate;

export async function signStatement(
  client: CardClient,
  { request, origin, pin }: StatementOrder,
  clock: Clock,
): Promise<Result<SignedCardStatement, StatementFault>> {
  const card = await lookAtCard(client, clock);
  if (!card.ok) return card;
  const statement = CardStatement.parse({ v: 'epob-card-v1', ...request, origin, created: rfc3339(clock()) });
  return signWith(client, { key: 'auth', secret: pin, statement }, clock);
}

function endOf(der: Uint8Array): number | undefined {
  try {
    return new X509Certificate(der).validToDate.getTime();
  } catch {
    return undefined;
  }
}
