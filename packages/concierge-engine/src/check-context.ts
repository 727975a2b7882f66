// The person's context against the attribute model: types, codes, days that exist, ages that people reach.
// A wrong value is refused; a code or attribute the model does not know is named and left out of the rules.
import { isIsoDate, legalAge } from './calendar.ts';
import type { Attribute } from './catalogue-schema.ts';
import { at, isRecord } from './feel/scope.ts';
import type { Problem } from './problem.ts';

export type CheckedContext = {
  readonly context: Record<string, unknown>;
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
};

const OLDEST = 125;
const MARKED_OLD = 120;
const MAX_DEPTH = 12;
/** A week has 168 hours; nobody works or pays longer than a life. */
const MOST: readonly [RegExp, number][] = [
  [/hoursPerWeek$/, 168],
  [/Months$/, 1500],
  [/(?:age|Age)(?:AtLeaving)?$/, 125],
];

export function checkContext(given: unknown, model: ReadonlyMap<string, Attribute>): CheckedContext {
  const errors: Problem[] = [];
  const warnings: Problem[] = [];
  if (!isRecord(given)) return { context: {}, errors: [{ kind: 'context.malformed', detail: 'the context is not an object' }], warnings };
  const prefixes = new Set([...model.keys()].flatMap((path) => path.split('.').map((_, i, parts) => parts.slice(0, i).join('.'))));

  const walk = (value: unknown, path: string, shown: string, depth: number): unknown => {
    const attribute = model.get(path);
    if (value === null || value === undefined) return undefined;
    if (depth > MAX_DEPTH) {
      errors.push({ kind: 'context.too-deep', id: shown, detail: `nested deeper than ${MAX_DEPTH} levels` });
      return undefined;
    }
    if (attribute === undefined) {
      if (isRecord(value) && prefixes.has(path)) return walkObject(value, path, shown, depth);
      warnings.push({ kind: 'attribute.unknown', id: shown, detail: 'not in the attribute model; no rule reads it' });
      return value;
    }
    return checkValue(value, attribute, shown, depth);
  };
  const walkObject = (value: Record<string, unknown>, path: string, shown: string, depth: number): Record<string, unknown> => {
    const out: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(value)) {
      const sub = (base: string): string => (base === '' ? key : `${base}.${key}`);
      const kept = walk(entry, sub(path), sub(shown), depth + 1);
      if (kept !== undefined) out[key] = kept;
    }
    return out;
  };
  const refuse = (attribute: Attribute, shown: string, value: unknown): undefined => {
    errors.push({ kind: 'attribute.type', id: shown, detail: `${JSON.stringify(value)?.slice(0, 60)} is not a ${attribute.type}` });
    return undefined;
  };
  /** Counts, months and hours are not below nothing; only an income can be a loss. */
  const counted = (attribute: Attribute, shown: string, value: unknown): unknown => {
    const most = MOST.find(([path]) => path.test(attribute.path))?.[1] ?? Number.MAX_SAFE_INTEGER;
    if (typeof value === 'number' && (value > most || (value < 0 && !/income/i.test(attribute.path)))) {
      errors.push({ kind: 'attribute.range', id: shown, detail: `${value} cannot be; ${value < 0 ? 'it is below 0' : `at most ${most}`}` });
      return undefined;
    }
    return value;
  };
  /** No rule reads it; it is only written into forms. */
  const odd = (attribute: Attribute, shown: string, value: unknown): unknown => {
    warnings.push({ kind: 'attribute.type', id: shown, detail: `not a ${attribute.type}; kept as it is` });
    return value;
  };
  const checkValue = (value: unknown, attribute: Attribute, shown: string, depth: number): unknown => {
    switch (attribute.type) {
      case 'boolean':
        return typeof value === 'boolean' ? value : refuse(attribute, shown, value);
      case 'integer':
        return Number.isSafeInteger(value) ? counted(attribute, shown, value) : refuse(attribute, shown, value);
      case 'number':
        return Number.isFinite(value) ? counted(attribute, shown, value) : refuse(attribute, shown, value);
      case 'date':
        if (isIsoDate(value)) return value;
        errors.push({
          kind: 'attribute.date',
          id: shown,
          detail: `${JSON.stringify(value)?.slice(0, 60)} is not a day that exists (YYYY-MM-DD)`,
        });
        return undefined;
      case 'code':
        if (typeof value !== 'string') return refuse(attribute, shown, value);
        if (attribute.enum === undefined || attribute.enum.includes(value)) return value;
        warnings.push({
          kind: 'attribute.code',
          id: shown,
          detail: `“${value.slice(0, 60)}” is none of ${attribute.enum.join(', ')}; taken as not known`,
        });
        return undefined;
      case 'string':
        return typeof value === 'string'
          ? value
          : typeof value === 'number'
            ? odd(attribute, shown, value)
            : refuse(attribute, shown, value);
      case 'string[]':
        return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : refuse(attribute, shown, value);
      case 'object[]':
        if (!Array.isArray(value) || !value.every(isRecord)) return refuse(attribute, shown, value);
        return value.map((item, i) => walkObject(item, `${attribute.path}[]`, `${shown}[${i}]`, depth + 1));
      default:
        return isRecord(value) ? value : odd(attribute, shown, value);
    }
  };
  const context = walkObject(given, '', '', 0);
  for (const problem of [...ages(context), ...beforeLife(context, model)])
    (problem.kind === 'age.unusual' ? warnings : errors).push(problem);
  return { context, errors, warnings };
}

/** What happened to a person before there was the person. Other people's births and older facts of a late relative are left alone. */
function* beforeLife(context: Record<string, unknown>, model: ReadonlyMap<string, Attribute>): Generator<Problem> {
  const person = isRecord(context['person']) ? context['person'] : {};
  const born = person['dateOfBirth'];
  const events = isRecord(context['events']) ? context['events'] : {};
  if (!isIsoDate(born)) return;
  for (const [event, facts] of Object.entries(events)) {
    if (!isRecord(facts)) continue;
    for (const [name, value] of Object.entries(facts)) {
      const id = `events.${event}.${name}`;
      if (model.get(id)?.type === 'date' && isIsoDate(value) && value < born && !/birth/i.test(name))
        yield { kind: 'age.unusual', id, detail: `${value} is before the person was born (${born}); please check` };
    }
  }
}

function* ages(context: Record<string, unknown>): Generator<Problem> {
  const asOf = context['asOf'];
  const person = isRecord(context['person']) ? context['person'] : {};
  const household = isRecord(context['household']) ? context['household'] : {};
  const members = Array.isArray(household['members']) ? household['members'] : [];
  const births: [string, unknown][] = [['person.dateOfBirth', person['dateOfBirth']]];
  members.forEach((m: unknown, i) => births.push([`household.members[${i}].dateOfBirth`, isRecord(m) ? m['dateOfBirth'] : undefined]));
  yield* lateAge(context);
  if (!isIsoDate(asOf)) return;
  for (const [id, birth] of births) {
    if (!isIsoDate(birth)) continue;
    if (birth > asOf && id === 'person.dateOfBirth') yield { kind: 'age.unborn', id, detail: `${birth} is after ${asOf}` };
    // A child on the way may be written down already.
    else if (birth > asOf) yield { kind: 'age.unusual', id, detail: `${birth} is after ${asOf}; not born yet` };
    yield* reached(id, birth, asOf);
  }
}

/** How old the deceased became. The later of two days that cannot both be is not known, so both stay, marked. */
function* lateAge(context: Record<string, unknown>): Generator<Problem> {
  const [died, birth] = [at(context, ['events', 'death', 'date']), at(context, ['events', 'death', 'deceased', 'dateOfBirth'])];
  if (!isIsoDate(died) || !isIsoDate(birth)) return;
  const id = 'events.death.deceased.dateOfBirth';
  if (birth > died) yield { kind: 'age.unusual', id, detail: `${birth} is after the death on ${died}; please check` };
  yield* reached(id, birth, died);
}

function* reached(id: string, birth: string, on: string): Generator<Problem> {
  const age = legalAge(birth, on);
  if (age > OLDEST) yield { kind: 'age.impossible', id, detail: `${age} years` };
  else if (age >= MARKED_OLD) yield { kind: 'age.unusual', id, detail: `${age} years; please check the date of birth` };
}
