// Who lies on a terminal, for the eligibility service alone (SVC-23, ELG-02 step ①): the terminal's word, the certificate itself, its status
// now. The answer is one pairwise subject: no account, no token, no session comes of a card without its PIN.
import { checkPresence, openPresentedCard, type PresenceFault } from '@shishobako/card/presence-proof';
import type { PresenceIdentification } from '@shishobako/contracts/eligibility-api';
import type { KemPrivate } from '@shishobako/crypto/node/hpke-dh';
import type { Clock } from '@shishobako/kernel/clock';
import type { AccountId, PairwiseSub } from '@shishobako/kernel/ids';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { SuccessionRefusal } from '@shishobako/pki/card/authority-word';
import type { CardCertificateCheck, CardRefusal } from '@shishobako/pki/card/card-verifier';
import type { Accounts } from '../../../ports/accounts.ts';
import type { TerminalCheck, TerminalRefusal } from '../../../ports/terminals.ts';
import { readEarlier } from '../../read-earlier.ts';

export type PresenceRefusal =
  | PresenceFault
  | CardRefusal
  | SuccessionRefusal
  | TerminalRefusal
  | { readonly kind: 'presence.other-card' }
  /** A phone's certificate: only a card is taken without its PIN. */
  | { readonly kind: 'presence.phone' }
  /** Taken before. */
  | { readonly kind: 'presence.used' }
  /** Nobody has enrolled with this card. */
  | { readonly kind: 'person.unknown' };

type Deps = {
  readonly accounts: Accounts;
  readonly checkTerminal: TerminalCheck;
  readonly checkCard: CardCertificateCheck;
  readonly sealKey: KemPrivate;
  /** The eligibility service: the only audience a presence may name. */
  readonly audience: string;
  readonly subjectOf: (account: AccountId) => PairwiseSub;
  readonly clock: Clock;
};

export function makeIdentifyPresence(deps: Deps) {
  return async ({ binding, presence, card }: PresenceIdentification): Promise<Result<PairwiseSub, PresenceRefusal>> => {
    const terminal = await deps.checkTerminal(binding);
    if (!terminal.ok) return terminal;
    const { nonce } = presence.statement;
    const expected = { audience: deps.audience, terminal: terminal.value.terminal, nonce, terminalKey: terminal.value.key };
    const statement = checkPresence(presence, expected, deps.clock);
    if (!statement.ok) return statement;
    if (!(await deps.accounts.takePresence(statement.value))) return err({ kind: 'presence.used' });
    const certificate = await openPresentedCard(statement.value, card, deps.sealKey);
    if (!certificate.ok) return certificate;
    const verified = await deps.checkCard(certificate.value);
    if (!verified.ok) return verified;
    // A phone proves presence another way in real life; here it proves none.
    if (verified.value.device === 'phone') return err({ kind: 'presence.phone' });
    // A reissued card is known at the desk before its owner has signed in with it (ADR 0025).
    const earlier = await readEarlier(deps.accounts, verified.value);
    if (!earlier.ok) return earlier;
    const account = await deps.accounts.identify({ card: verified.value, earlier: earlier.value });
    if (account.ok) return ok(deps.subjectOf(account.value));
    return account.error.kind === 'account.unknown' ? err({ kind: 'person.unknown' }) : err(account.error);
  };
}
