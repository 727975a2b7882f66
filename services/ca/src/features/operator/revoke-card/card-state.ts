// What stands of a card's certificates at a moment.
import type { CardState } from '@shishobako/contracts/ca-api';
import type { CardRow, CertificateStatusRow } from '../../../ports/certificate-register.ts';
import { stateOf } from '../certificate-state.ts';

export function cardState(card: CardRow, at: number): CardState {
  const find = (use: CertificateStatusRow['use']) => card.certificates.find((c) => c.use === use);
  const [signature, authentication] = [find('signature'), find('authentication')];
  if (!authentication) throw new Error('a card without an authentication certificate');
  return {
    cardId: card.id,
    signature: signature ? { serial: signature.serial, state: stateOf(signature, at) } : { serial: null, state: 'none' },
    authentication: { serial: authentication.serial, state: stateOf(authentication, at) },
  };
}
