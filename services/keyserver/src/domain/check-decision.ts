// Whether a signed decision is for this keyserver, this device, now, and for exactly the wraps that came with it
// (security sheet §3, Release 4 and 5). The signature was checked before.
import type { ReleaseDecision, ReleaseItem } from '@shishobako/contracts/decision';
import type { ReleaseRequest } from '@shishobako/contracts/keyserver-api';
import { err, ok, type Result } from '@shishobako/kernel/result';

export const maxDecisionSeconds = 60;
/** How far the portal's clock may run ahead. */
const skewSeconds = 5;

export type DecisionRefusal = {
  readonly kind: 'decision.invalid';
  readonly reason: 'audience' | 'device' | 'expired' | 'not-yet' | 'lifetime' | 'items';
};

export type ReleasePair = { readonly item: ReleaseItem; readonly wrap: ReleaseRequest['items'][number]['wrap'] };

const nameOf = (env: string, part: string): string => `${env}|${part}`;

export function checkDecision(
  decision: ReleaseDecision,
  request: { readonly items: ReleaseRequest['items']; readonly jkt: string; readonly audience: string; readonly now: number },
): Result<readonly ReleasePair[], DecisionRefusal> {
  const refuse = (reason: DecisionRefusal['reason']) => err({ kind: 'decision.invalid' as const, reason });
  const seconds = request.now / 1000;
  if (decision.aud !== request.audience) return refuse('audience');
  if (decision.jkt !== request.jkt) return refuse('device');
  if (decision.exp - decision.iat > maxDecisionSeconds) return refuse('lifetime');
  if (decision.iat > seconds + skewSeconds) return refuse('not-yet');
  if (decision.exp <= seconds) return refuse('expired');

  const wraps = new Map(request.items.map((i) => [nameOf(i.env, i.part), i.wrap]));
  const named = new Set(decision.items.map((i) => nameOf(i.context.env, i.context.part)));
  if (wraps.size !== request.items.length || named.size !== decision.items.length || wraps.size !== named.size) return refuse('items');
  const pairs: ReleasePair[] = [];
  for (const item of decision.items) {
    const wrap = wraps.get(nameOf(item.context.env, item.context.part));
    if (!wrap) return refuse('items');
    pairs.push({ item, wrap });
  }
  return ok(pairs);
}
