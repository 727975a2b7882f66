// The portal's signed word to the keyserver: these wraps, this device, within a minute (security sheet §3, Release 4).
import type { DecisionExplanation, ReleaseAction, ReleaseDecision, ReleaseItem } from '@shishobako/contracts/decision';
import { signCompact } from '@shishobako/crypto/node/jws';
import type { SigningKey } from '@shishobako/crypto/node/key-folder';
import type { Clock } from '@shishobako/kernel/clock';
import type { Session } from '../portal-policy.ts';

export const decisionSeconds = 60;

export type DecisionSigner = (request: {
  readonly explanation: DecisionExplanation;
  readonly action: ReleaseAction;
  readonly items: readonly ReleaseItem[];
  readonly session: Session;
  readonly jkt: string;
  readonly purpose: string;
}) => string;

export function makeDecisionSigner(deps: { key: SigningKey; audience: string; clock: Clock }): DecisionSigner {
  return ({ explanation, action, items, session, jkt, purpose }) => {
    const iat = Math.floor(deps.clock() / 1000);
    const decision: ReleaseDecision = {
      v: 'epob-decision-v1',
      id: explanation.id,
      action,
      items: [...items],
      purpose,
      level: session.level,
      obligations: explanation.obligations,
      policySet: explanation.policySet,
      jkt,
      aud: deps.audience,
      iat,
      exp: iat + decisionSeconds,
    };
    return signCompact({ typ: 'epob-decision+jws', kid: deps.key.kid }, decision, deps.key.privateKey);
  };
}
