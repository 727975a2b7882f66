// Values to their declared types (DMN 1.5, 10.3.2.9.4 and 7.3.3): singleton lists open and close, what does not conform is null.
import { evaluate, unaryTest } from 'feelin';
import { isRecord } from '../feel/scope.ts';
import { isOf, readAs } from './feel-values.ts';
import { clean, type ItemDefinition, type Model } from './read-model.ts';

export type FindType = (name: string) => ItemDefinition | undefined;

export const typesOf =
  (model: Model, imported: ReadonlyMap<string, Model>): FindType =>
  (name) => {
    const own = model.types.get(clean(name));
    if (own !== undefined) return own;
    const dot = name.indexOf('.');
    return dot < 0 ? undefined : imported.get(name.slice(0, dot))?.types.get(clean(name.slice(dot + 1)));
  };

/** Undefined when the value does not conform. */
export function conform(value: unknown, typeRef: string | undefined, find: FindType): unknown {
  if (typeRef === undefined || value === null || value === undefined) return value ?? null;
  const plain = typeRef.replace(/^feel:/, '');
  const definition = find(plain);
  return definition === undefined ? simple(value, plain) : structured(value, definition, find);
}

function simple(value: unknown, type: string): unknown {
  const read = readAs(type, value);
  if (isOf(type, read)) return read;
  if (Array.isArray(read) && read.length === 1 && isOf(type, read[0])) return read[0];
  // A date stands for its midnight where a date and time is asked for.
  if ((type === 'date and time' || type === 'dateTime') && isOf('date', read))
    return evaluate('date and time(d, time("00:00:00Z"))', { d: read }).value;
  return undefined;
}

function structured(value: unknown, d: ItemDefinition, find: FindType): unknown {
  if (d.isFunction) return isOf('function', value) ? value : undefined;
  if (d.isCollection) {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    const read = items.map((item) => one(item, d, find));
    return read.includes(undefined) ? undefined : read;
  }
  const single = Array.isArray(value) && value.length === 1 && d.typeRef !== 'list' ? value[0] : value;
  const kept = one(single, d, find);
  return kept === undefined && single !== value ? one(value, d, find) : kept;
}

function one(value: unknown, d: ItemDefinition, find: FindType): unknown {
  if (value === null || value === undefined) return null;
  let read: unknown = value;
  if (d.components.length > 0) {
    if (!isRecord(value)) return undefined;
    const entries: [string, unknown][] = Object.entries(value);
    for (const c of d.components) {
      const given = entries.find(([k]) => clean(k) === c.name);
      if (given === undefined) return undefined;
      const fitted = structured(given[1], c, find);
      if (fitted === undefined) return undefined;
      given[1] = fitted;
    }
    read = Object.fromEntries(entries);
  } else if (d.typeRef !== undefined) {
    read = conform(value, d.typeRef, find);
    if (read === undefined) return undefined;
  }
  if (d.allowed === undefined || d.allowed === '') return read;
  return allows(d.allowed, read) ? read : undefined;
}

/** Whether a value passes the unary tests of a type or a table’s cell. */
export function allows(tests: string, value: unknown): boolean {
  return unaryTest(tests, { '?': value }).value === true;
}
