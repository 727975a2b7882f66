// Cedar text becomes a map id → text: one text alone would give `policy0` …, and reasons nobody can name (security sheet §6).
import { policySetTextToParts, policyToJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Bilingual } from '@shishobako/contracts/primitives';

export type NamedPolicy = {
  readonly id: string;
  readonly cedar: string;
  readonly effect: 'permit' | 'forbid';
  /** What the citizen reads. */
  readonly text: Bilingual;
  /** Must be done when this policy lets a request pass. */
  readonly obligations: readonly string[];
  /** Names of the hypotheses that would cure this refusal. */
  readonly needs: readonly string[];
  /** An owner's wish that no statutory override reaches. */
  readonly absolute: boolean;
};

const words = (text: string | undefined): readonly string[] => (text ?? '').split(/[\s,]+/).filter((word) => word !== '');

function readPolicy(cedar: string): NamedPolicy {
  const answer = policyToJson(cedar);
  if (answer.type === 'failure') throw new Error(`policy does not parse: ${answer.errors.map((e) => e.message).join('; ')}`);
  const { annotations = {}, effect } = answer.json;
  const { id, ja, en } = annotations;
  if (!id) throw new Error(`policy without @id: ${cedar.slice(0, 80)}`);
  if (!ja || !en) throw new Error(`policy ${id} lacks @ja or @en: a decision that cannot be explained is not made`);
  const obligations = words(annotations['obligation']);
  const needs = words(annotations['needs']);
  if (effect === 'forbid' && obligations.length > 0) throw new Error(`policy ${id}: a refusal has no obligations`);
  return { id, cedar, effect, text: { ja, en }, obligations, needs, absolute: annotations['absolute'] === 'true' };
}

/** Throws on text that is not Cedar, a template, a missing annotation or an id used twice. */
export function readPolicies(text: string): readonly NamedPolicy[] {
  const parts = policySetTextToParts(text);
  if (parts.type === 'failure') throw new Error(`policies do not parse: ${parts.errors.map((e) => e.message).join('; ')}`);
  if (parts.policy_templates.length > 0) throw new Error('templates are linked before they are given to the engine');
  const policies = parts.policies.map(readPolicy).sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const [i, policy] of policies.entries())
    if (policies[i + 1]?.id === policy.id) throw new Error(`policy id ${policy.id} is used twice`);
  return policies;
}
