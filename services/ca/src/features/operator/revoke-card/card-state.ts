// What stands of a card's certificates at a moment.
import type { CardState } from '@shishobako/contracts/ca-api';
import { rfc3339 } from '@shishobako/kernel/clock';
import { nameOf } from '@shishobako/pki/card/certificate-name';
import type { CardRow, CertificateStatusRow } from '../../../ports/certificate-register.ts';
import { stateOf } from '../certificate-state.ts';

export function cardState(card: CardRow, at: number): CardState {
  const find = (use: CertificateStatusRow['use']) => card.certificates.find((c) => c.use === use);
  const [signature, authentication, phone] = [find('signature'), find('authentication'), find('phone-authentication')];
  if (!authentication) throw new Error('a card without an authentication certificate');
  return {
    cardId: card.id,
    signature: signature
      ? { serial: signature.serial, state: stateOf(signature, at), notAfter: rfc3339(signature.notAfter) }
      : { serial: null, state: 'none', notAfter: null },
    authentication: { ...nameOf(authentication.der), state: stateOf(authentication, at), notAfter: rfc3339(authentication.notAfter) },
    phone: phone ? { ...nameOf(phone.der), state: stateOf(phone, at), notAfter: rfc3339(phone.notAfter) } : null,
    ended: card.ended,
  };
}
