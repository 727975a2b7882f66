// Which cards came before one that nobody here knows: only the authority's signed word counts, read here and believed nowhere else (JPK-09).
import { ok, type Result } from '@shishobako/kernel/result';
import type { SuccessionRefusal } from '@shishobako/pki/card/authority-word';
import type { VerifiedCard } from '@shishobako/pki/card/card-verifier';
import type { Accounts } from '../ports/accounts.ts';

/** Nothing for a known card: its account is found without asking. */
export const readEarlier = async (
  accounts: Pick<Accounts, 'knows'>,
  card: VerifiedCard,
): Promise<Result<readonly Uint8Array[], SuccessionRefusal>> => ((await accounts.knows(card)) ? ok([]) : card.earlier());
