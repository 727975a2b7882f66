// PIN-less presence (register SVC-23): reads the free authentication certificate and binds its hash to terminal, nonce and the eligibility
// service. The check takes nothing but exactly that, once, and soon.
import { type KeyObject, sign, verify } from 'node:crypto';
import { PresenceProof, type PresenceStatement } from '@shishobako/contracts/presence-proof';
import { fromBase64url, toBase64url } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { CardClient } from './card-client.ts';
import type { CardFault } from './card-fault.ts';

export type PresenceOrder = {
  readonly audience: string;
  readonly nonce: string;
  readonly terminal: string;
  /** The terminal's P-256 key. */
  readonly key: KeyObject;
};

export async function provePresence(
  client: CardClient,
  { key, ...order }: PresenceOrder,
  clock: Clock,
): Promise<Result<PresenceProof, CardFault>> {
  const selected = await client.select();
  if (!selected.ok) return selected;
  const certificate = await client.readCertificate('auth');
  if (!certificate.ok) return err(certificate.error.kind === 'pin-needed' ? { kind: 'no-certificate' } : certificate.error);
  const card = toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(certificate.value))));
  const statement: PresenceStatement = { v: 'epob-presence-v1', purpose: 'eligibility', ...order, card, created: rfc3339(clock()) };
  const signature = sign('sha256', canonicalJson(statement), { key, dsaEncoding: 'ieee-p1363' });
  return ok({ statement, signature: toBase64url(signature) });
}

export type PresenceFault = {
  readonly kind: 'malformed' | 'other-audience' | 'other-terminal' | 'other-nonce' | 'stale' | 'bad-signature';
};
export type PresenceExpected = Omit<PresenceOrder, 'key'> & { readonly terminalKey: KeyObject };

const MAX_AGE = 60_000;
const AHEAD = 5_000;

/** The caller gives the nonce out once and takes it back once; answers the hash of the card's certificate. */
export function checkPresence(input: unknown, expected: PresenceExpected, clock: Clock): Result<{ readonly card: string }, PresenceFault> {
  const parsed = PresenceProof.safeParse(input);
  if (!parsed.success) return err({ kind: 'malformed' });
  const { statement, signature } = parsed.data;
  if (statement.audience !== expected.audience) return err({ kind: 'other-audience' });
  if (statement.terminal !== expected.terminal) return err({ kind: 'other-terminal' });
  if (statement.nonce !== expected.nonce) return err({ kind: 'other-nonce' });
  const age = clock() - Date.parse(statement.created);
  if (age > MAX_AGE || age < -AHEAD) return err({ kind: 'stale' });
  const key = { key: expected.terminalKey, dsaEncoding: 'ieee-p1363' } as const;
  return verify('sha256', canonicalJson(statement), key, fromBase64url(signature))
    ? ok({ card: statement.card })
    : err({ kind: 'bad-signature' });
}
