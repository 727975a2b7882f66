// Accounts and the nonces their cards sign.
import type { PresenceStatement } from '@shishobako/contracts/presence-proof';
import type { AccountId } from '@shishobako/kernel/ids';
import type { Result } from '@shishobako/kernel/result';
import type { VerifiedCard } from '@shishobako/pki/card/card-verifier';

export type CardSignInRefusal =
  /** Unknown, of another interaction, used or too old. */
  | { readonly kind: 'nonce.invalid' }
  /** Nobody has enrolled with this card. */
  | { readonly kind: 'account.unknown' };

export type Accounts = {
  exists(id: string): Promise<boolean>;
  issueNonce(interaction: string): Promise<{ readonly nonce: string; readonly expires: number }>;
  hasNonce(interaction: string, nonce: string): Promise<boolean>;
  /** Uses the nonce up and finds the card's account, in one transaction; with `enrol` it makes one when there is none. */
  signIn(input: { interaction: string; nonce: string; card: VerifiedCard; enrol: boolean }): Promise<Result<AccountId, CardSignInRefusal>>;
  /** Who enrolled with this card. */
  findByCard(card: VerifiedCard): Promise<AccountId | undefined>;
  /** False when this very statement was taken before. */
  takePresence(statement: PresenceStatement): Promise<boolean>;
  /** Forgets nonces nobody can use any more. */
  sweep(): Promise<void>;
};
