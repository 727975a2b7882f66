// A phone is let in by two words that must agree (ADR 0017): the authority's, that its certificate was issued to the holder of a card, and
// that card's own signature over the phone's key. A lying authority has only the first.
import { createHash } from 'node:crypto';
import { type PhoneLink, PhoneWord, phoneLinkLifetimeMs, phoneType, type SignedPhoneLink } from '@shishobako/contracts/phone';
import type { Clock } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { readCertificate } from '../x509/certificate.ts';
import type { AskAuthority, SuccessionRefusal } from './authority-word.ts';
import type { CardRefusal, VerifiedCard } from './card-verifier.ts';

/** What a verifier requires of the statement: that it is named, and that its readers' pages asked. */
export type LinkExpectation = { readonly self: string; readonly readers: readonly string[] };
export type PhoneLinkRefusal =
  | SuccessionRefusal
  | { readonly kind: 'revocation.unavailable' }
  | { readonly kind: 'phone.unlinked'; readonly detail: string };

type VerifyLink = (signed: SignedPhoneLink) => Promise<Result<VerifiedCard, CardRefusal>>;
const unlinked = (detail: string) => err({ kind: 'phone.unlinked' as const, detail });

function faultOf(link: PhoneLink, key: Uint8Array, { self, readers }: LinkExpectation, now: number): string | undefined {
  if (link.key !== createHash('sha256').update(key).digest('base64url')) return 'another key';
  if (!link.audience.includes(self)) return 'another audience';
  if (!readers.includes(link.origin)) return 'another page';
  const age = now - Date.parse(link.created);
  return age < -300_000 || age > phoneLinkLifetimeMs ? 'too old' : undefined;
}

/** The keyed hash of the card that vouches for the phone. */
export function makeReadPhoneLink(deps: { ask: AskAuthority; verify: VerifyLink; clock: Clock }) {
  return async (leaf: Uint8Array, expected: LinkExpectation): Promise<Result<Uint8Array, PhoneLinkRefusal>> => {
    const word = await deps.ask('phones', phoneType, PhoneWord, leaf);
    if (!word.ok) return word;
    if (!word.value) return unlinked('unknown to the authority');
    const { link } = word.value;
    const fault = faultOf(link.statement, readCertificate(leaf).publicKey.der, expected, deps.clock());
    if (fault) return unlinked(fault);
    const card = await deps.verify(link);
    if (!card.ok) return card.error.kind === 'revocation.unavailable' ? err({ kind: card.error.kind }) : unlinked(card.error.kind);
    return card.value.device === 'card' ? ok(card.value.cardHash) : unlinked('not signed by a card');
  };
}
