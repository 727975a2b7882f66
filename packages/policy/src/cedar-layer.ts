// One layer of a decision: a pre-parsed, strictly validated Cedar set. A guard on a missing attribute is skipped by Cedar and may
// then allow; so the schema is strict, each request is validated, and any evaluation error counts as a refusal (security sheet §6).
import {
  type CedarValueJson,
  type EntityJson,
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
  type TypeAndId,
  validate,
} from '@cedar-policy/cedar-wasm/nodejs';
import { type NamedPolicy, readPolicies } from './policy-text.ts';

export type PolicyRequest = {
  readonly principal: TypeAndId;
  /** Name of the action, `letter.open`. */
  readonly action: string;
  readonly resource: TypeAndId;
  readonly context: Readonly<Record<string, CedarValueJson>>;
  readonly entities: readonly EntityJson[];
};

export type LayerAnswer = {
  readonly result: 'allow' | 'deny' | 'none';
  /** Policies that decided: permits of an allow, forbids of a deny. */
  readonly policies: readonly NamedPolicy[];
  /** Evaluation or request errors; not empty means deny. */
  readonly errors: readonly string[];
};

export type CedarLayer = { readonly policies: readonly NamedPolicy[]; evaluate(request: PolicyRequest): LayerAnswer };

const messages = (errors: readonly { message: string }[]): string[] => errors.map((error) => error.message);

/** Parses a schema once; `name` is what layers refer to it by. */
export function prepareSchema(name: string, schema: string): void {
  const answer = preparseSchema(name, schema);
  if (answer.type === 'failure') throw new Error(`schema does not parse: ${messages(answer.errors).join('; ')}`);
}

/** Throws when the set does not parse or does not validate against the schema, warnings included. */
export function makeCedarLayer(name: string, schemaName: string, schema: string, text: string): CedarLayer {
  const policies = readPolicies(text);
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  const staticPolicies = Object.fromEntries(policies.map((policy) => [policy.id, policy.cedar]));
  const checked = validate({ schema, policies: { staticPolicies }, validationSettings: { mode: 'strict' } });
  if (checked.type === 'failure') throw new Error(`policies of ${name} cannot be validated: ${messages(checked.errors).join('; ')}`);
  const faults = [...checked.validationErrors, ...checked.validationWarnings].map((f) => `${f.policyId}: ${f.error.message}`);
  if (faults.length > 0) throw new Error(`policies of ${name} are not valid: ${faults.join('; ')}`);
  const parsed = preparsePolicySet(name, { staticPolicies });
  if (parsed.type === 'failure') throw new Error(`policies of ${name} do not parse: ${messages(parsed.errors).join('; ')}`);

  return {
    policies,
    evaluate(request) {
      const answer = statefulIsAuthorized({
        principal: request.principal,
        action: { type: 'Action', id: request.action },
        resource: request.resource,
        context: { ...request.context },
        entities: [...request.entities],
        preparsedPolicySetId: name,
        preparsedSchemaName: schemaName,
        validateRequest: true,
      });
      if (answer.type === 'failure') return { result: 'deny', policies: [], errors: messages(answer.errors) };
      const { decision, diagnostics } = answer.response;
      const decided = diagnostics.reason.flatMap((id) => byId.get(id) ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
      const errors = diagnostics.errors.map((e) => `${e.policyId}: ${e.error.message}`);
      if (errors.length > 0) return { result: 'deny', policies: decided.filter((p) => p.effect === 'forbid'), errors };
      if (decision === 'allow') return { result: 'allow', policies: decided, errors };
      return { result: decided.length > 0 ? 'deny' : 'none', policies: decided, errors };
    },
  };
}
