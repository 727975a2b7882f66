// A card statement becomes a sign-in when it was made for this interaction, on the reader's page, by a valid card, for the device that
// began it (security sheet §3, Release 2 and 3). The nonce goes last and in one transaction with the account: once means once.
import type { SignedCardStatement } from '@shishobako/contracts/card-statement';
import type { AccountId } from '@shishobako/kernel/ids';
import { err, type Result } from '@shishobako/kernel/result';
import type { CardRefusal, CardVerifier } from '@shishobako/pki/card/card-verifier';
import type { SuccessionRefusal } from '@shishobako/pki/card/read-succession';
import { checkStatement, type StatementRefusal } from '../../../domain/check-statement.ts';
import type { Accounts, CardSignInRefusal } from '../../../ports/accounts.ts';
import { readEarlier } from '../../read-earlier.ts';

export type SignInRefusal = StatementRefusal | CardRefusal | CardSignInRefusal | SuccessionRefusal;

export function makeSignInByCard(deps: { accounts: Accounts; verifyCard: CardVerifier; self: string; readers: readonly string[] }) {
  return async function signInByCard(input: {
    readonly interaction: { readonly uid: string; readonly jkt: string };
    readonly signed: SignedCardStatement;
  }): Promise<Result<AccountId, SignInRefusal>> {
    const { interaction, signed } = input;
    const { statement } = signed;
    const fits = checkStatement(statement, { self: deps.self, readers: deps.readers, jkt: interaction.jkt });
    if (!fits.ok) return fits;
    if (!(await deps.accounts.hasNonce(interaction.uid, statement.nonceIdp))) return err({ kind: 'nonce.invalid' });
    const card = await deps.verifyCard(signed);
    if (!card.ok) return card;
    const earlier = await readEarlier(deps.accounts, card.value);
    if (!earlier.ok) return earlier;
    return deps.accounts.signIn({
      interaction: interaction.uid,
      nonce: statement.nonceIdp,
      card: card.value,
      earlier: earlier.value,
      enrol: statement.purpose === 'enrol',
    });
  };
}
