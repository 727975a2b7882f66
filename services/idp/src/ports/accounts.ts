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
  /** A card that joined later is in use: this one has ended, however old an OCSP answer may still be. */
  | { readonly kind: 'certificate.revoked' };

export type Accounts = {
  exists(id: string): Promise<boolean>;
  issueNonce(interaction: string): Promise<{ readonly nonce: string; readonly expires: number }>;
  hasNonce(interaction: string, nonce: string): Promise<boolean>;
  /** Whether this card has an account already. */
  knows(card: VerifiedCard): Promise<boolean>;
  /** Uses the nonce up and finds the card's account, in one transaction; a new card joins the one account of the
   *  certificates it follows; with `enrol` an account is made when there is none. */
  signIn(input: {
    interaction: string;
    nonce: string;
    card: VerifiedCard;
    earlier: readonly Uint8Array[];
    enrol: boolean;
  }): Promise<Result<AccountId, CardSignInRefusal>>;
  /** Who enrolled with this card. */
  findByCard(card: VerifiedCard): Promise<AccountId | undefined>;
  /** False when this very statement was taken before. */
  takePresence(statement: PresenceStatement): Promise<boolean>;
  /** Forgets nonces nobody can use any more. */
  sweep(): Promise<void>;
};
