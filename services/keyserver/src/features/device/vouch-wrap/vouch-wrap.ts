// The owner, signed in with the card, says: this wrap to my own key is mine (ADR 0061). Letters have a sender's signature; an own document
// has none, and without this word the portal could slip in a wrap of its own making. The keyserver sees hashes only.
import { reaches } from '@shishobako/contracts/levels';
import type { OwnWrapRequest, OwnWrapStatement } from '@shishobako/contracts/own-document';
import { signCompact } from '@shishobako/crypto/node/jws';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { FloorRefusal } from '../../../domain/floor.ts';
import type { DeviceSession } from '../../../domain/session.ts';
import type { BoxKeys } from '../../../ports/box-keys.ts';
import type { TokenPort } from '../../../ports/token.ts';

export type VouchRefusal = { readonly kind: 'key.unknown' } | Extract<FloorRefusal, { want: 'level' }>;

export function makeVouchWrap({ boxKeys, token }: { boxKeys: BoxKeys; token: Pick<TokenPort, 'sign' | 'signingKid'> }) {
  return async function vouchWrap(session: DeviceSession, request: OwnWrapRequest): Promise<Result<{ statement: string }, VouchRefusal>> {
    if (!reaches(session.level, 'L3')) return err({ kind: 'floor.refused', want: 'level', level: 'L3' });
    const key = await boxKeys.find(session.keyholder, request.to);
    if (!key) return err({ kind: 'key.unknown' });
    const statement: OwnWrapStatement = { v: 'epob-own-wrap-v1', kid: key.binding.kid, ...request };
    return ok({
      statement: signCompact({ typ: 'epob-own-wrap+jws', kid: token.signingKid }, statement, (data) => token.sign(data)),
    });
  };
}
