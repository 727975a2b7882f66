// The device takes the key that the keyserver sealed to it; bound to envelope, part, box key and decision (security sheet §3).

import type { HpkeSealed, WrapPart } from '@shishobako/contracts/envelope';
import { releaseInfo } from '@shishobako/contracts/keyserver-api';
import { fromBase64url, utf8 } from '@shishobako/kernel/bytes';
import { err, type Result } from '@shishobako/kernel/result';
import type { HpkeError } from '../hpke-suite.ts';
import { type KemKey, openBase } from './hpke.ts';

export async function openRelease(r: {
  readonly sealed: HpkeSealed;
  readonly env: string;
  readonly part: WrapPart;
  readonly kid: string;
  readonly decision: string;
  readonly device: KemKey;
}): Promise<Result<Uint8Array<ArrayBuffer>, HpkeError>> {
  let bytes: { enc: Uint8Array; ct: Uint8Array };
  try {
    bytes = { enc: fromBase64url(r.sealed.enc), ct: fromBase64url(r.sealed.ct) };
  } catch {
    return err({ kind: 'open.failed' });
  }
  const key = await openBase({ ...bytes, info: utf8(releaseInfo(r.env, r.part, r.kid)), aad: utf8(r.decision), recipient: r.device });
  return key.ok && key.value.length !== 32 ? err({ kind: 'open.failed' }) : key;
}
