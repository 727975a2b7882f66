// Decisions are the portal's word: ES256 by its `decision` key of the trust list, in one pinned form (RFC 8725). No other service's key
// and no other statement of the portal counts.
import { ReleaseDecision } from '@shishobako/contracts/decision';
import type { TrustList } from '@shishobako/contracts/trust';
import { verifyCompact } from '@shishobako/crypto/node/jws';
import { err, ok } from '@shishobako/kernel/result';
import type { ReadDecision } from '../ports/decisions.ts';

export function makeReadDecision(trust: TrustList): ReadDecision {
  const keys = trust.services.filter((s) => s.service === 'portal').flatMap((s) => s.keys.filter((k) => k.use === 'decision'));
  return (jws) => {
    const verified = verifyCompact(jws, 'epob-decision+jws', ({ kid }) => keys.find((k) => k.kid === kid)?.jwk);
    if (!verified.ok) return err({ kind: 'decision.invalid', reason: 'signature' });
    const decision = ReleaseDecision.safeParse(verified.value.payload);
    return decision.success ? ok(decision.data) : err({ kind: 'decision.invalid', reason: 'content' });
  };
}
