// What must hold of every plan, whoever the household: the same answer twice, the given context untouched, nothing both in and out,
// every open rule with a question, and an answer that settles its question and overturns nothing already decided.
import type { Attribute, Catalogue } from '../catalogue-schema.ts';
import type { Engine } from '../engine.ts';
import { at, isRecord } from '../feel/scope.ts';
import { isDeepStrictEqualJson } from '../json-equal.ts';
import type { Plan, Question } from '../plan-types.ts';
import { seeded } from './households.ts';

/** Fetched because other steps need them; they follow the rest of the plan. */
const CERTIFICATES = /^(?:residence-record-copy|income-certificate|family-register-certificate)-issue$/;

export function* propertyFaults(
  catalogue: Catalogue,
  engine: Engine,
  context: Record<string, unknown>,
  plan: Plan,
  seed: number,
): Generator<string> {
  const before = JSON.stringify(context);
  const again = engine.plan({ context });
  if (!again.ok || !isDeepStrictEqualJson(again.value, plan)) yield 'the second plan differs from the first';
  if (JSON.stringify(context) !== before) yield 'planning changed the context it was given';
  const out = new Set(plan.notApplicable.map((p) => p.id));
  for (const i of plan.items) if (out.has(i.id)) yield `${i.id} is both in the plan and not applicable`;
  const asked = new Set(plan.questions.flatMap((q) => q.decides));
  for (const i of plan.items) if (i.status === 'ask' && !asked.has(i.id)) yield `${i.id} is open and nothing is asked for it`;
  const question = plan.questions[Math.floor(seeded(seed)() * plan.questions.length)];
  if (question === undefined) return;
  const answers = answersTo(catalogue, context, question, seed);
  const after = engine.plan({ context, answers });
  if (!after.ok) {
    yield `the answer to ${question.path} is refused: ${after.error.problems.map((p) => p.detail).join('; ')}`;
    return;
  }
  if (after.value.questions.some((q) => q.path === question.path)) yield `${question.path} is asked again after it was answered`;
  const decidedAfter = decisions(after.value);
  for (const [id, verdict] of decisions(plan))
    if (!CERTIFICATES.test(id) && decidedAfter.get(id) !== verdict)
      yield `${id} was ${verdict}, after answering ${question.path} ${decidedAfter.get(id) ?? 'open'}`;
}

const decisions = (plan: Plan): Map<string, 'in' | 'out'> =>
  new Map([
    ...plan.items.filter((i) => i.status === 'applies').map((i) => [i.id, 'in'] as const),
    ...plan.notApplicable.map((p) => [p.id, 'out'] as const),
  ]);

function answersTo(catalogue: Catalogue, context: Record<string, unknown>, question: Question, seed: number): Record<string, unknown> {
  const attribute = catalogue.attributes.find((a) => a.path === question.path);
  if (attribute === undefined) return {};
  const [list = '', field] = question.path.split('[].');
  if (field === undefined) return { [question.path]: valueFor(attribute, seed) };
  const members = at(context, list.split('.'));
  const open = (Array.isArray(members) ? members : []).flatMap((m: unknown, i) =>
    isRecord(m) && at(m, field.split('.')) === undefined ? [i] : [],
  );
  return Object.fromEntries(open.map((i) => [`${list}[${i}].${field}`, valueFor(attribute, seed + i)]));
}

function valueFor(a: Attribute, seed: number): unknown {
  const below = (n: number): number => Math.floor(seeded(seed + 1)() * n);
  switch (a.type) {
    case 'boolean':
      return below(2) === 1;
    case 'integer':
    case 'number':
      return below(90);
    case 'date':
      return `19${60 + below(40)}-0${1 + below(9)}-1${below(10)}`;
    case 'code':
      return a.enum?.[below(a.enum.length)] ?? 'x';
    case 'string[]':
    case 'object[]':
      return [];
    default:
      return a.type === 'object' ? {} : '架空';
  }
}
