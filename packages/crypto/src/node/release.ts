// The keyserver's two HPKE steps (security sheet §3, Release 5): open the sender's wrap with the box key, seal the same key to the
// device. `dh` is a port, so the box key may stay inside a PKCS#11 token.

import { type HpkeSealed, type WrapContext, type WrapPart, wrapInfo } from '@shishobako/contracts/envelope';
import { releaseInfo } from '@shishobako/contracts/keyserver-api';
import type { EcPublicJwk } from '@shishobako/contracts/primitives';
import { fromBase64url, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { err, type Result } from '@shishobako/kernel/result';
import { p256JwkToPoint } from '../ec-point.ts';
import type { HpkeError } from '../hpke-suite.ts';
import { openBase, sealBase } from './hpke.ts';
import type { Dh } from './hpke-dh.ts';

/** `headerSha256`: base64url, as the decision names it. Opens only when header, addressee, class, epoch, level and day are the sealed ones. */
export async function openWrap(o: {
  readonly wrap: HpkeSealed;
  readonly context: WrapContext;
  readonly headerSha256: string;
  readonly boxKey: { readonly publicKey: Uint8Array; readonly dh: Dh };
}): Promise<Result<Uint8Array<ArrayBuffer>, HpkeError>> {
  let bytes: { enc: Uint8Array; ct: Uint8Array; aad: Uint8Array };
  try {
    bytes = { enc: fromBase64url(o.wrap.enc), ct: fromBase64url(o.wrap.ct), aad: fromBase64url(o.headerSha256) };
  } catch {
    return err({ kind: 'open.failed' });
  }
  const key = await openBase({ ...bytes, info: utf8(wrapInfo(o.context)), recipient: o.boxKey });
  return key.ok && key.value.length !== 32 ? err({ kind: 'open.failed' }) : key;
}

/** Throws on a device key off the curve: sessions check it when they begin. */
export function sealRelease(r: {
  readonly key: Uint8Array;
  readonly env: string;
  readonly part: WrapPart;
  readonly kid: string;
  readonly decision: string;
  readonly device: EcPublicJwk;
}): HpkeSealed {
  const info = utf8(releaseInfo(r.env, r.part, r.kid));
  const { enc, ct } = sealBase({ recipient: p256JwkToPoint(r.device), info, aad: utf8(r.decision), plaintext: r.key });
  return { enc: toBase64url(enc), ct: toBase64url(ct) };
}
