// A release decision (security sheet §3, Release 4): the portal's signed word that these wraps may be opened, by this
// device, now. The keyserver checks its own floor besides; a decision can only narrow what the floor allows.
import { DecisionId, KeyId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { WrapContext } from './envelope.ts';
import { Level } from './levels.ts';
import { Bilingual, Sha256, Thumbprint } from './primitives.ts';

export const ReleaseAction = z.enum(['letter.list', 'letter.open', 'own.read']);
export type ReleaseAction = z.infer<typeof ReleaseAction>;

export const ReleaseItem = z.strictObject({ kid: KeyId, headerSha256: Sha256, context: WrapContext });
export type ReleaseItem = z.infer<typeof ReleaseItem>;

/** Payload of a compact JWS, ES256, `typ` epob-decision+jws, by the portal's `decision` key. Lives 60 seconds at most. */
export const ReleaseDecision = z.strictObject({
  v: z.literal('epob-decision-v1'),
  id: DecisionId,
  action: ReleaseAction,
  items: z.array(ReleaseItem).min(1).max(100),
  purpose: z.string().min(1).max(100),
  /** Level the person had reached when the portal decided. */
  level: Level,
  obligations: z.array(z.string()).max(12),
  /** Hash of the policy sets that decided. */
  policySet: z.string().max(100),
  /** Device the decision is for (DPoP key thumbprint). */
  jkt: Thumbprint,
  /** Audience: the keyserver's public URL. */
  aud: z.url(),
  /** Seconds since 1970. */
  iat: z.int(),
  exp: z.int(),
});
export type ReleaseDecision = z.infer<typeof ReleaseDecision>;

/** Why: readable by the citizen, kept with the history. */
export const DecisionExplanation = z.strictObject({
  id: DecisionId,
  result: z.enum(['allow', 'deny']),
  action: z.string(),
  policySet: z.string(),
  layers: z.array(
    z.strictObject({
      layer: z.enum(['security', 'privacy', 'owner', 'statutory']),
      result: z.enum(['allow', 'deny', 'none']),
      policies: z.array(z.strictObject({ id: z.string(), text: Bilingual })),
    }),
  ),
  /** What would make it an allow. */
  needs: z.array(z.strictObject({ kind: z.enum(['level', 'recent-card', 'link', 'acceptance', 'wait']), want: z.string() })),
  obligations: z.array(z.string()),
});
export type DecisionExplanation = z.infer<typeof DecisionExplanation>;
