// A card statement becomes a sign-in when it was made for this interaction, on the reader's page, by a valid card, for the device that
// began it (security sheet §3, Release 2 and 3). The nonce goes last and in one transaction with the account: once means once.
import type { SignedCardStatement } from '@shishobako/contracts/card-statement';
import type { AccountId } from '@shishobako/kernel/ids';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { SuccessionRefusal } from '@shishobako/pki/card/authority-word';
import type { CardRefusal, CardVerifier } from '@shishobako/pki/card/card-verifier';
import type { PhoneLinkRefusal } from '@shishobako/pki/card/read-phone-link';
import { checkStatement, type StatementRefusal } from '../../../domain/check-statement.ts';
import type { Accounts, CardSignInRefusal } from '../../../ports/accounts.ts';
import { readEarlier } from '../../read-earlier.ts';

export type SignInRefusal = StatementRefusal | CardRefusal | CardSignInRefusal | SuccessionRefusal | PhoneLinkRefusal;

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
    const needsLink = card.value.device === 'phone' && !(await deps.accounts.knows(card.value));
    const linked = needsLink ? await card.value.link(deps) : ok(undefined);
    if (!linked.ok) return linked;
    return deps.accounts.signIn({
      interaction: interaction.uid,
      nonce: statement.nonceIdp,
      card: card.value,
      earlier: earlier.value,
      linked: linked.value,
      enrol: statement.purpose === 'enrol',
    });
  };
}
