// PIN-less presence (register SVC-23): reads the free authentication certificate, signs with the terminal's key that this card lay there for
// this nonce, and seals the certificate to the identity provider. The check takes nothing but exactly that, once, and soon.
import { type KeyObject, sign, verify } from 'node:crypto';
import { type CardPresence, PresenceProof, type PresenceStatement, type SealedCard } from '@shishobako/contracts/presence-proof';
import { jsonSha256, sha256Base64url } from '@shishobako/crypto/node/digest';
import { openBase, sealBase } from '@shishobako/crypto/node/hpke';
import type { Dh } from '@shishobako/crypto/node/hpke-dh';
import { concat, fromBase64url, toBase64url, utf8 } from '@shishobako/kernel/bytes';
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
  /** Uncompressed point of the identity provider. */
  readonly sealTo: Uint8Array;
};

/** Another value for each nonce; only who has the certificate can tell whose. */
const cardOf = (nonce: string, certificate: Uint8Array): string => sha256Base64url(concat(utf8(`${nonce}|`), certificate));
/** HPKE `info`: a sealed certificate belongs to one statement. */
const sealInfo = (statement: PresenceStatement): Uint8Array => utf8(`epob/presence/v1|${jsonSha256(statement)}`);
const none = new Uint8Array(0);

export async function provePresence(
  client: CardClient,
  { key, sealTo, ...order }: PresenceOrder,
  clock: Clock,
): Promise<Result<CardPresence, CardFault>> {
  const selected = await client.select();
  if (!selected.ok) return selected;
  const certificate = await client.readCertificate('auth');
  if (!certificate.ok) return err(certificate.error.kind === 'pin-needed' ? { kind: 'no-certificate' } : certificate.error);
  const card = cardOf(order.nonce, certificate.value);
  const statement: PresenceStatement = { v: 'epob-presence-v1', purpose: 'eligibility', ...order, card, created: rfc3339(clock()) };
  const signature = sign('sha256', canonicalJson(statement), { key, dsaEncoding: 'ieee-p1363' });
  const { enc, ct } = sealBase({ recipient: sealTo, info: sealInfo(statement), aad: none, plaintext: certificate.value });
  return ok({
    presence: { statement, signature: toBase64url(signature) },
    card: { enc: toBase64url(enc), ct: toBase64url(ct) },
  });
}

export type PresenceFault = {
  readonly kind:
    | 'presence.malformed'
    | 'presence.other-audience'
    | 'presence.other-terminal'
    | 'presence.other-nonce'
    | 'presence.stale'
    | 'presence.bad-signature';
};
export type PresenceExpected = Omit<PresenceOrder, 'key' | 'sealTo'> & { readonly terminalKey: KeyObject };

const MAX_AGE = 60_000;
const AHEAD = 5_000;

/** The caller gives the nonce out once and takes it back once. */
export function checkPresence(input: unknown, expected: PresenceExpected, clock: Clock): Result<PresenceStatement, PresenceFault> {
  const parsed = PresenceProof.safeParse(input);
  if (!parsed.success) return err({ kind: 'presence.malformed' });
  const { statement, signature } = parsed.data;
  if (statement.audience !== expected.audience) return err({ kind: 'presence.other-audience' });
  if (statement.terminal !== expected.terminal) return err({ kind: 'presence.other-terminal' });
  if (statement.nonce !== expected.nonce) return err({ kind: 'presence.other-nonce' });
  const age = clock() - Date.parse(statement.created);
  if (age > MAX_AGE || age < -AHEAD) return err({ kind: 'presence.stale' });
  const key = { key: expected.terminalKey, dsaEncoding: 'ieee-p1363' } as const;
  return verify('sha256', canonicalJson(statement), key, fromBase64url(signature))
    ? ok(statement)
    : err({ kind: 'presence.bad-signature' });
}

/** For the identity provider alone: the certificate, when it is the one the statement speaks of. */
export async function openPresentedCard(
  statement: PresenceStatement,
  card: SealedCard,
  recipient: { readonly publicKey: Uint8Array; readonly dh: Dh },
): Promise<Result<Uint8Array, { readonly kind: 'presence.other-card' }>> {
  const opened = await openBase({
    enc: fromBase64url(card.enc),
    ct: fromBase64url(card.ct),
    info: sealInfo(statement),
    aad: none,
    recipient,
  });
  if (!opened.ok || cardOf(statement.nonce, opened.value) !== statement.card) return err({ kind: 'presence.other-card' });
  return ok(opened.value);
}
