// A session begins with the card's own word, checked here whatever the identity provider thinks (security sheet §3, Release 3; row 05):
// made for this keyserver, on the reader's page, for the KEM key that came with it, by a valid card, over a fresh nonce.
import type { SessionRequest } from '@shishobako/contracts/keyserver-api';
import { p256JwkToPoint } from '@shishobako/crypto/ec-point';
import { shishobakoSuite } from '@shishobako/crypto/hpke-suite';
import { jwkThumbprint } from '@shishobako/crypto/node/digest';
import { isOnCurve } from '@shishobako/crypto/node/hpke-dh';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { SuccessionRefusal } from '@shishobako/pki/card/authority-word';
import type { CardRefusal, CardVerifier } from '@shishobako/pki/card/card-verifier';
import type { PhoneLinkRefusal } from '@shishobako/pki/card/read-phone-link';
import { checkStatement, type StatementRefusal } from '../../../domain/check-statement.ts';
import type { OpenedSession, SessionRefusal, Sessions } from '../../../ports/sessions.ts';

export type OpenSessionRefusal = StatementRefusal | CardRefusal | SessionRefusal | SuccessionRefusal | PhoneLinkRefusal;

function isUsable(jwk: SessionRequest['kemKey']): boolean {
  try {
    return isOnCurve(shishobakoSuite.kem, p256JwkToPoint(jwk));
  } catch {
    return false;
  }
}

export function makeOpenSession(deps: { sessions: Sessions; verifyCard: CardVerifier; self: string; readers: readonly string[] }) {
  return async function openSession({ signed, kemKey }: SessionRequest): Promise<Result<OpenedSession, OpenSessionRefusal>> {
    if (!isUsable(kemKey)) return err({ kind: 'statement.mismatch', field: 'kem' });
    const expected = { self: deps.self, readers: deps.readers, kemThumbprint: jwkThumbprint(kemKey) };
    const fits = checkStatement(signed.statement, expected);
    if (!fits.ok) return fits;
    if (!(await deps.sessions.hasNonce(signed.statement.nonceKeyserver))) return err({ kind: 'nonce.invalid' });
    const card = await deps.verifyCard(signed);
    if (!card.ok) return card;
    const known = await deps.sessions.knows(card.value);
    const earlier = known ? ok([]) : await card.value.earlier();
    if (!earlier.ok) return earlier;
    const linked = known || card.value.device === 'card' ? ok(undefined) : await card.value.link(deps);
    if (!linked.ok) return linked;
    return deps.sessions.open({ card: card.value, earlier: earlier.value, linked: linked.value, signed, kemKey });
  };
}
