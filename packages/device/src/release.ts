// Asks the keyserver for keys of wraps under a decision of the portal; what comes back only this device can read (Release 4–5).

import { ReleaseDecision } from '@shishobako/contracts/decision';
import type { HpkeSealed, WrapPart } from '@shishobako/contracts/envelope';
import { ReleaseAnswer } from '@shishobako/contracts/keyserver-api';
import { openRelease } from '@shishobako/crypto/web/open-release';
import { fromBase64url, fromUtf8 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { type CallError, callJson, type Target } from './call.ts';
import type { Device } from './device.ts';

export type WrapToOpen = { readonly env: string; readonly part: WrapPart; readonly wrap: HpkeSealed };
export type Released = { key(env: string, part: WrapPart): Uint8Array | undefined; readonly evidence: ReleaseAnswer['evidence'] };

/** What the decision names. The keyserver judges it; here it is only read. */
function readDecision(decision: string): ReleaseDecision | undefined {
  try {
    const parsed = ReleaseDecision.safeParse(JSON.parse(fromUtf8(fromBase64url(decision.split('.')[1] ?? ''))));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

export async function release(
  device: Device,
  keyserver: Target,
  decision: string,
  items: readonly WrapToOpen[],
): Promise<Result<Released, CallError>> {
  const read = readDecision(decision);
  if (!read) return err({ kind: 'call.malformed', detail: 'decision' });
  const { id } = read;
  // A page may hold letters whose titles this sign-in does not reach: only the wraps that the decision names are sent, for exactly those are released.
  const named = new Set(read.items.map(({ context }) => `${context.env}|${context.part}`));
  const asked = items.filter(({ env, part }) => named.has(`${env}|${part}`));
  const answer = await callJson(device, keyserver, ReleaseAnswer, 'POST', '/v1/device/releases', { decision, items: asked });
  if (!answer.ok) return answer;
  const { x, y } = device.keys.kemJwk;
  const publicKey = Uint8Array.of(4, ...fromBase64url(x), ...fromBase64url(y));
  const recipient = { privateKey: device.keys.kem.privateKey, publicKey };
  const keys = new Map<string, Uint8Array>();
  for (const { env, part, kid, sealed } of answer.value.items) {
    if (!sealed) continue;
    const key = await openRelease({ sealed, env, part, kid, decision: id, device: recipient });
    if (key.ok) keys.set(`${env}|${part}`, key.value);
  }
  return ok({ key: (env, part) => keys.get(`${env}|${part}`), evidence: answer.value.evidence });
}
