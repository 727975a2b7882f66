// The `policy.decide` operation of the conformance port: Cedar's own decision with the ids a policy's author gave. No layers here:
// what services add on top (errors deny) is theirs.
import {
  type EntityJson,
  isAuthorized,
  type Policy,
  type PolicySet,
  policySetTextToParts,
  policyToJson,
  type Schema,
} from '@cedar-policy/cedar-wasm/nodejs';
import { z } from 'zod';

export type ConformAnswer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: { readonly code: string; readonly detail: string } };

const Uid = z.union([
  z.strictObject({ type: z.string(), id: z.string() }),
  z.strictObject({ __entity: z.strictObject({ type: z.string(), id: z.string() }) }),
]);
const Json = z.record(z.string(), z.json());
const DecideInput = z.object({
  policies: z.union([z.string(), Json]),
  entities: z.array(Json),
  schema: z.union([z.string(), Json]).nullish(),
  request: z.object({ principal: Uid, action: Uid, resource: Uid, context: Json.default({}), validateRequest: z.boolean().optional() }),
});

const limit = 2_000_000;
const fail = (code: string, detail: string): ConformAnswer => ({ ok: false, error: { code, detail: detail.slice(0, 500) } });

/** Cedar numbers the policies of a text `policy0` … and lists them sorted by that name; a template takes a number too. */
function namesOf(text: string): ReadonlyMap<string, string> {
  const parts = policySetTextToParts(text);
  if (parts.type === 'failure' || parts.policy_templates.length > 0) return new Map();
  const ids = parts.policies.map((_, i) => `policy${i}`).sort();
  const names = new Map<string, string>();
  for (const [i, cedar] of parts.policies.entries()) {
    const json = policyToJson(cedar);
    const given = json.type === 'success' ? json.json.annotations?.['id'] : undefined;
    const id = ids[i];
    if (given && id) names.set(id, given);
  }
  return names;
}

/** Policies as text, as a Cedar JSON policy set, or as one map id → policy. */
function policySet(policies: string | Record<string, unknown>): PolicySet {
  if (typeof policies === 'string') return { staticPolicies: policies };
  if ('staticPolicies' in policies || 'templates' in policies || 'templateLinks' in policies) return policies as PolicySet;
  return { staticPolicies: policies as Record<string, Policy> };
}

/** `in` of `policy.decide` → `{decision, reasons[], errors[]}`. */
export function conformPolicyDecide(input: unknown): ConformAnswer {
  const parsed = DecideInput.safeParse(input);
  if (!parsed.success) return fail('input.malformed', z.prettifyError(parsed.error));
  const { policies, entities, schema, request } = parsed.data;
  if (JSON.stringify(parsed.data).length > limit) return fail('input.limit', `over ${limit} characters`);
  try {
    const answer = isAuthorized({
      principal: request.principal,
      action: request.action,
      resource: request.resource,
      context: request.context,
      ...(schema ? { schema: schema as Schema, validateRequest: request.validateRequest ?? true } : {}),
      policies: policySet(policies),
      entities: entities as unknown as EntityJson[],
    });
    if (answer.type === 'failure') return fail('input.malformed', answer.errors.map((e) => e.message).join('; '));
    const names = typeof policies === 'string' ? namesOf(policies) : new Map<string, string>();
    const name = (id: string): string => names.get(id) ?? id;
    const { decision, diagnostics } = answer.response;
    const errors = diagnostics.errors.map((e) => ({ policy: name(e.policyId), message: e.error.message }));
    return { ok: true, result: { decision, reasons: diagnostics.reason.map(name).sort(), errors } };
  } catch (error) {
    return fail('input.malformed', error instanceof Error ? error.message : String(error));
  }
}
