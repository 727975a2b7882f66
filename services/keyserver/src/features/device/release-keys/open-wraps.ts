// After the commit: each wrap is opened with the box key inside the token and sealed again to the device alone (security sheet §3,
// Release 5). A wrap that does not open is the sender's or the portal's fault and stops only itself; a token that fails stops all.
import type { HpkeSealed } from '@shishobako/contracts/envelope';
import type { EcPublicJwk } from '@shishobako/contracts/primitives';
import { openWrap, sealRelease } from '@shishobako/crypto/node/release';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { ReleasePair } from '../../../domain/check-decision.ts';
import type { BoxKey } from '../../../ports/box-keys.ts';
import type { TokenError, TokenPort } from '../../../ports/token.ts';

/** Carries the token's answer through the HPKE code, whose port can only give bytes. */
class TokenFailed extends Error {
  readonly failure: TokenError;
  constructor(failure: TokenError) {
    super(failure.kind);
    this.failure = failure;
  }
}

type Order = { readonly pair: ReleasePair; readonly key: BoxKey; readonly decision: string; readonly device: EcPublicJwk };

/** null: the wrap does not open. `err`: the token could not do its part. */
export async function openAndReseal(
  token: TokenPort,
  { pair, key, decision, device }: Order,
): Promise<Result<HpkeSealed | null, TokenError>> {
  const { item, wrap } = pair;
  const dh = async (peer: Uint8Array): Promise<Uint8Array> => {
    const shared = await token.dh(key.wrapped, key.binding, peer);
    if (!shared.ok) throw new TokenFailed(shared.error);
    return shared.value;
  };
  try {
    const boxKey = { publicKey: key.wrapped.publicKey, dh };
    const opened = await openWrap({ wrap, context: item.context, headerSha256: item.headerSha256, boxKey });
    if (!opened.ok) return ok(null);
    const { env, part } = item.context;
    const sealed = sealRelease({ key: opened.value, env, part, kid: item.kid, decision, device });
    opened.value.fill(0);
    return ok(sealed);
  } catch (error) {
    if (!(error instanceof TokenFailed)) throw error;
    // A peer that is no point is part of the wrap, not of the token.
    return error.failure.kind === 'token.point' ? ok(null) : err(error.failure);
  }
}
