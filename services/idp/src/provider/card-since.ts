// What the portal's tokens say of the card: since when it belongs here, when it joined by the authority's word, so that its owner hears of it
// and has time to object (ADR 0014). A first card has nothing to say; no other resource hears, or two could match people by the second.
import type { TrustList } from '@shishobako/contracts/trust';
import type { Accounts } from '../ports/accounts.ts';

export function makeCardSince(trust: TrustList, accounts: Pick<Accounts, 'cardSince'>) {
  const portal = trust.services.find(({ service }) => service === 'portal');
  return async (audience: string, accountId: string): Promise<{ card_since?: number }> => {
    const since = portal?.url === audience ? await accounts.cardSince(accountId) : undefined;
    return since === undefined ? {} : { card_since: Math.floor(since / 1000) };
  };
}
