// Evidence that came from another service is believed only with a signature by that service's key of the trust list, and only about what that
// service may say: a portal proves no opening, a keyserver no application (security sheet §4, column "By").
import { Evidence, type EvidenceRef, evidenceEvents } from '@shishobako/contracts/evidence';
import type { TrustList } from '@shishobako/contracts/trust';
import { verifyCompact } from '@shishobako/crypto/node/jws';
import { evidenceTyp } from './record-evidence.ts';

export type EvidenceCheck = (reference: EvidenceRef) => Evidence | undefined;

/** The payload when signature, issuer, event and reference agree, and the event is the issuer's to state; else undefined. */
export function makeEvidenceCheck(trust: TrustList): EvidenceCheck {
  const keys = new Map(
    trust.services.flatMap(({ service, keys }) =>
      keys.filter((key) => key.use === 'evidence').map((key) => [key.kid, { service, jwk: key.jwk }]),
    ),
  );
  return (reference) => {
    const verified = verifyCompact(reference.jws, evidenceTyp, ({ kid }) => (kid === undefined ? undefined : keys.get(kid)?.jwk));
    if (!verified.ok) return undefined;
    const evidence = Evidence.safeParse(verified.value.payload);
    if (!evidence.success) return undefined;
    const { id, event, time, issuer } = evidence.data;
    if (id !== reference.id || event !== reference.event || time !== reference.time) return undefined;
    if (evidenceEvents[event].by !== issuer.service) return undefined;
    return keys.get(verified.value.header.kid ?? '')?.service === issuer.service ? evidence.data : undefined;
  };
}
