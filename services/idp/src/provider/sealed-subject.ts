// What the portal's tokens carry for the platform: the person's subject there, sealed, so that a link to an insurer can be found again by a
// card on a terminal (ADR 0025). The portal cannot read it; no other resource gets one.
import type { TrustList } from '@shishobako/contracts/trust';
import { p256JwkToPoint } from '@shishobako/crypto/ec-point';
import { sealSubject } from '@shishobako/crypto/node/sealed-subject';
import type { PairwiseSubjects } from './subjects.ts';

export function makeSealedSubject(trust: TrustList, subjectOf: PairwiseSubjects) {
  const service = (name: 'portal' | 'platform') => trust.services.find((s) => s.service === name);
  const [portal, platform] = [service('portal'), service('platform')];
  const key = platform?.keys.find((k) => k.use === 'seal')?.jwk;
  return (audience: string, accountId: string): { platform_sub?: string } =>
    key && platform && portal?.url === audience
      ? { platform_sub: sealSubject(subjectOf(platform.url, accountId), audience, p256JwkToPoint(key)) }
      : {};
}
