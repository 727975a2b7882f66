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
  // As Cedar's own command line writes a request: User::"alice".
  z.string().transform((text, context) => {
    const [, type = '', id = ''] = /^([\w:]+)::("(?:[^"\\]|\\.)*")$/.exec(text) ?? [];
    try {
      return { type, id: JSON.parse(id) as string };
    } catch {
      context.addIssue('not an entity');
      return z.NEVER;
    }
  }),
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

/** Where each of these pieces of a text begins; of equal pieces one after the other. */
function placesOf(pieces: readonly string[], text: string): readonly number[] {
  const next = new Map<string, number>();
  return pieces.map((piece) => {
    const at = text.indexOf(piece, next.get(piece) ?? 0);
    next.set(piece, at + piece.length);
    return at;
  });
}

/** A text with templates: the engine takes these apart from the policies, each under the number it has in the text. */
function apart(text: string): { readonly staticPolicies: Record<string, string>; readonly templates: Record<string, string> } | undefined {
  const parts = policySetTextToParts(text);
  if (parts.type === 'failure' || parts.policy_templates.length === 0) return undefined;
  const pieces = [...parts.policies, ...parts.policy_templates];
  const places = placesOf(pieces, text);
  const order = [...places.keys()].sort((a, b) => (places[a] as number) - (places[b] as number));
  const set = { staticPolicies: {} as Record<string, string>, templates: {} as Record<string, string> };
  for (const [number, i] of order.entries())
    (i < parts.policies.length ? set.staticPolicies : set.templates)[`policy${number}`] = pieces[i] as string;
  return set;
}

const givenId = (cedar: string): string | undefined => {
  const json = policyToJson(cedar);
  return json.type === 'success' ? (json.json.annotations?.['id'] ?? undefined) : undefined;
};

/** Cedar numbers the policies of a text `policy0` … and lists them sorted by that name; a template takes a number too. */
function namesOf(text: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const note = (id: string | undefined, cedar: string): void => {
    const given = givenId(cedar);
    if (given && id) names.set(id, given);
  };
  const set = apart(text);
  if (set) {
    for (const [id, cedar] of Object.entries(set.staticPolicies)) note(id, cedar);
    return names;
  }
  const parts = policySetTextToParts(text);
  if (parts.type === 'failure') return names;
  const ids = parts.policies.map((_, i) => `policy${i}`).sort();
  for (const [i, cedar] of parts.policies.entries()) note(ids[i], cedar);
  return names;
}

/** Policies as text, as a Cedar JSON policy set, or as one map id → policy. */
function policySet(policies: string | Record<string, unknown>): PolicySet {
  if (typeof policies === 'string') return apart(policies) ?? { staticPolicies: policies };
  if ('staticPolicies' in policies || 'templates' in policies || 'templateLinks' in policies) return policies as PolicySet;
  return { staticPolicies: policies as Record<string, Policy> };
}

/** A schema in Cedar's words, or in JSON, also as text. */
function schemaOf(schema: string | Record<string, unknown>): Schema {
  if (typeof schema !== 'string' || !schema.trimStart().startsWith('{')) return schema as Schema;
  return JSON.parse(schema) as Schema;
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
      ...(schema ? { schema: schemaOf(schema), validateRequest: request.validateRequest ?? true } : {}),
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
