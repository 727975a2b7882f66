// Accounts and the nonces their cards sign.
import type { PresenceStatement } from '@shishobako/contracts/presence-proof';
import type { AccountId } from '@shishobako/kernel/ids';
import type { Result } from '@shishobako/kernel/result';
import type { VerifiedCard } from '@shishobako/pki/card/card-verifier';

export type CardSignInRefusal =
  /** Unknown, of another interaction, used or too old. */
  | { readonly kind: 'nonce.invalid' }
  /** Nobody has enrolled with this card. */
  | { readonly kind: 'account.unknown' }
  /** A phone that was ended, or replaced, or whose card has ended. */
  | { readonly kind: 'phone.ended' }
  /** Reported lost, or a card that joined later is in use: this one has ended, however old an OCSP answer may still be. */
  | { readonly kind: 'certificate.revoked' };

/** A card and the certificates it follows, by the authority's signed word; none for a card that is known. */
export type FollowedCard = { readonly card: VerifiedCard; readonly earlier: readonly Uint8Array[] };

export type Accounts = {
  exists(id: string): Promise<boolean>;
  /** When its newest card joined by the authority's word, in milliseconds; undefined for its first card. */
  cardSince(id: string): Promise<number | undefined>;
  issueNonce(interaction: string): Promise<{ readonly nonce: string; readonly expires: number }>;
  hasNonce(interaction: string, nonce: string): Promise<boolean>;
  /** Whether this card has an account already. */
  knows(card: VerifiedCard): Promise<boolean>;
  /** Uses the nonce up and finds the card's account, in one transaction; a new card joins the one account of the
   *  certificates it follows; with `enrol` an account is made when there is none. */
  signIn(
    input: FollowedCard & {
      readonly interaction: string;
      readonly nonce: string;
      readonly enrol: boolean;
      /** Of a phone that is unknown here: the card that vouches for it. */
      readonly linked: Uint8Array | undefined;
    },
  ): Promise<Result<AccountId, CardSignInRefusal>>;
  /** Whose card it is, or whose cards it follows; nothing is written: a card joins with its PIN only. */
  identify(input: FollowedCard): Promise<Result<AccountId, Exclude<CardSignInRefusal, { kind: 'nonce.invalid' | 'phone.ended' }>>>;
  /** Before its first sign-in. Twice is once. */
  joinPhone(phone: VerifiedCard, linked: Uint8Array): Promise<Result<void, { readonly kind: 'account.unknown' | 'phone.ended' }>>;
  /** Ends phones that joined before `before`, of the person whose card or phone signed; how many. */
  endPhone(signer: Uint8Array, before: number): Promise<Result<number, { readonly kind: 'account.unknown' }>>;
  /** From now on this certificate, and a phone that rests on it, signs nobody in and names nobody, known or not. */
  stopCard(cardHash: Uint8Array): Promise<void>;
  /** False when this very statement was taken before. */
  takePresence(statement: PresenceStatement): Promise<boolean>;
  /** Forgets nonces nobody can use any more. */
  sweep(): Promise<void>;
};
