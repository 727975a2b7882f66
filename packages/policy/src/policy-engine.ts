// allow = S ∧ P ∧ (O ∨ (R ∧ ¬absolute O)), no evaluation error, every obligation known and done (security sheet §6; SVC-01, PTL-05).
import { createHash } from 'node:crypto';
import type { DecisionExplanation } from '@shishobako/contracts/decision';
import type { Bilingual } from '@shishobako/contracts/primitives';
import type { DecisionId } from '@shishobako/kernel/ids';
import { type CedarLayer, type LayerAnswer, makeCedarLayer, type PolicyRequest, prepareSchema } from './cedar-layer.ts';

export type { PolicyRequest } from './cedar-layer.ts';

const layerNames = ['security', 'privacy', 'owner', 'statutory'] as const;
type LayerName = (typeof layerNames)[number];
type Need = DecisionExplanation['needs'][number];

/** "What if": the request as it would be once the need is met, and how the need is told to the person. */
export type Hypothesis = { readonly kind: Need['kind']; assume(request: PolicyRequest): { request: PolicyRequest; want: string } };

export type PolicyEngineOptions = {
  /** Cedar schema text; every layer is validated strictly against it. */
  readonly schema: string;
  /** Cedar text of each layer; an empty one takes no part. */
  readonly layers: Readonly<Record<LayerName, string>>;
  /** Cures that `@needs` may name, at most eight. */
  readonly hypotheses: Readonly<Record<string, Hypothesis>>;
  /** Told of every evaluation error: a defect or an attack, never ordinary. */
  readonly alarm: (errors: readonly string[]) => void;
};

export type PolicyEngine = {
  /** SHA-256 over schema and layers, `sha256:` and hex. */
  readonly policySet: string;
  /** Ids and texts of all policies, for a reader. */
  readonly policies: readonly { readonly layer: LayerName; readonly id: string; readonly text: Bilingual }[];
  /** `doable`: obligations the caller carries out; one it does not know turns an allow into a deny. */
  decide(id: DecisionId, request: PolicyRequest, doable: ReadonlySet<string>): DecisionExplanation;
};

const errorReason = {
  id: 'policy-error',
  text: { ja: '判定の途中で誤りが見つかったため、許可しません。', en: 'Refused because an error came up while deciding.' },
};
const obligationReason = (name: string) => ({
  id: `obligation-unknown:${name}`,
  text: {
    ja: `許可の条件「${name}」をこの操作では果たせないため、許可しません。`,
    en: `Refused because the condition "${name}" cannot be met by this operation.`,
  },
});

type Answers = Record<LayerName, LayerAnswer>;

function combine(answers: Answers): boolean {
  if (layerNames.some((name) => answers[name].errors.length > 0)) return false;
  const { security, privacy, owner, statutory } = answers;
  const absolute = owner.result === 'deny' && owner.policies.some((policy) => policy.absolute);
  return (
    security.result === 'allow' && privacy.result === 'allow' && (owner.result === 'allow' || (statutory.result === 'allow' && !absolute))
  );
}

export function makePolicyEngine(options: PolicyEngineOptions): PolicyEngine {
  const { schema, hypotheses } = options;
  if (Object.keys(hypotheses).length > 8) throw new Error('at most eight hypotheses');
  const digest = createHash('sha256')
    .update(JSON.stringify([schema, ...layerNames.map((name) => options.layers[name])]))
    .digest('hex');
  prepareSchema(digest, schema);
  const layer = (name: LayerName) => makeCedarLayer(`${digest}/${name}`, digest, schema, options.layers[name]);
  const layers: Record<LayerName, CedarLayer> = {
    security: layer('security'),
    privacy: layer('privacy'),
    owner: layer('owner'),
    statutory: layer('statutory'),
  };
  for (const name of layerNames)
    for (const policy of layers[name].policies)
      for (const need of policy.needs)
        if (!hypotheses[need]) throw new Error(`policy ${policy.id} needs ${need}, which no hypothesis explains`);

  const evaluate = (request: PolicyRequest): Answers => ({
    security: layers.security.evaluate(request),
    privacy: layers.privacy.evaluate(request),
    owner: layers.owner.evaluate(request),
    statutory: layers.statutory.evaluate(request),
  });

  /** Cures every refusal in turn; a refusal without a cure means that nothing the person can do helps. */
  function findNeeds(first: Answers, refused: PolicyRequest): Need[] {
    const needs = new Map<Need['kind'], Need>();
    const tried = new Set<string>();
    let request = refused;
    let answers = first;
    for (let tries = 0; tries < 8 && !combine(answers); tries++) {
      const forbids = layerNames.flatMap((name) => (answers[name].result === 'deny' ? answers[name].policies : []));
      const fresh = new Set(forbids.flatMap((policy) => policy.needs).filter((need) => !tried.has(need)));
      if (fresh.size === 0 || forbids.some((policy) => policy.needs.length === 0)) return [];
      for (const name of fresh) {
        const hypothesis = hypotheses[name];
        if (!hypothesis) return [];
        const assumed = hypothesis.assume(request);
        request = assumed.request;
        needs.set(hypothesis.kind, { kind: hypothesis.kind, want: assumed.want });
        tried.add(name);
      }
      answers = evaluate(request);
    }
    return combine(answers) ? [...needs.values()] : [];
  }

  return {
    policySet: `sha256:${digest}`,
    policies: layerNames.flatMap((name) => layers[name].policies.map(({ id, text }) => ({ layer: name, id, text }))),
    decide(id, request, doable) {
      const answers = evaluate(request);
      const errors = layerNames.flatMap((name) => answers[name].errors);
      if (errors.length > 0) options.alarm(errors);
      const passed = combine(answers);
      const used = layerNames.filter((name) => answers[name].result === 'allow').flatMap((name) => answers[name].policies);
      const obligations = passed ? [...new Set(used.flatMap((policy) => policy.obligations))].sort() : [];
      const unknown = obligations.filter((name) => !doable.has(name));
      if (unknown.length > 0) options.alarm(unknown.map((name) => `obligation ${name} is not known here`));
      return {
        id,
        result: passed && unknown.length === 0 ? 'allow' : 'deny',
        action: request.action,
        policySet: `sha256:${digest}`,
        layers: layerNames.map((name) => ({
          layer: name,
          result: answers[name].errors.length > 0 ? 'deny' : answers[name].result,
          policies: [
            ...answers[name].policies.map((policy) => ({ id: policy.id, text: policy.text })),
            ...(answers[name].errors.length > 0 ? [errorReason] : []),
            ...(name === 'security' ? unknown.map(obligationReason) : []),
          ],
        })),
        needs: passed || errors.length > 0 ? [] : findNeeds(answers, request),
        obligations: unknown.length > 0 ? [] : obligations,
      };
    },
  };
}
