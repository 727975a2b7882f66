// Decision tables with every hit policy of DMN 1.5 (8.2.8): UNIQUE, ANY, PRIORITY, FIRST, COLLECT (with aggregation), RULE ORDER, OUTPUT ORDER.
import { evaluate, unaryTest } from 'feelin';
import { isDeepStrictEqualJson } from '../json-equal.ts';
import { allows, conform, type FindType } from './coerce.ts';
import { toJson } from './feel-values.ts';
import { type Element, kid, kids, text } from './xml.ts';

type Context = Record<string, unknown>;
type Output = {
  readonly name: string | undefined;
  readonly values: readonly unknown[];
  readonly fallback: string | undefined;
  readonly typeRef: string | undefined;
};

export class DmnError extends Error {}

export function decisionTable(table: Element, context: Context, find: FindType): unknown {
  const inputs = kids(table, 'input').map((i) => {
    const expression = kid(i, 'inputExpression');
    const value = evaluate(text(kid(expression ?? i, 'text')), context).value;
    const allowed = text(kid(kid(i, 'inputValues') ?? i, 'text'));
    const typed = conform(value, expression?.attribs['typeRef'], find);
    if (allowed !== '' && value !== null && !allows(allowed, value))
      throw new DmnError(`${String(toJson(value))} is not an allowed input value`);
    return typed === undefined ? null : typed;
  });
  const outputs = kids(table, 'output').map((o): Output => {
    const list = text(kid(kid(o, 'outputValues') ?? o, 'text'));
    const values = list === '' ? [] : evaluate(`[${list}]`, context).value;
    return {
      name: o.attribs['name'],
      values: Array.isArray(values) ? values : [],
      fallback: text(kid(kid(o, 'defaultOutputEntry') ?? o, 'text')) || undefined,
      typeRef: o.attribs['typeRef'],
    };
  });
  const hits = kids(table, 'rule').filter((rule) =>
    kids(rule, 'inputEntry').every((entry, i) => matches(text(kid(entry, 'text')), inputs[i] ?? null, context)),
  );
  const result = (rule: Element): unknown => {
    const cells = kids(rule, 'outputEntry').map((entry) => evaluate(text(kid(entry, 'text')), context).value);
    return shape(outputs, cells);
  };
  if (hits.length === 0) {
    if (outputs.every((o) => o.fallback === undefined))
      return table.attribs['hitPolicy'] === 'COLLECT' && table.attribs['aggregation'] === 'COUNT' ? 0 : null;
    return shape(
      outputs,
      outputs.map((o) => (o.fallback === undefined ? null : evaluate(o.fallback, context).value)),
    );
  }
  const policy = table.attribs['hitPolicy'] ?? 'UNIQUE';
  switch (policy) {
    case 'UNIQUE': {
      if (hits.length > 1) throw new DmnError('several rules of a UNIQUE table match');
      return hits[0] === undefined ? null : result(hits[0]);
    }
    case 'FIRST':
      return hits[0] === undefined ? null : result(hits[0]);
    case 'ANY': {
      const all = hits.map(result);
      if (all.some((r) => !isDeepStrictEqualJson(toJson(r), toJson(all[0])))) throw new DmnError('rules of an ANY table disagree');
      return all[0];
    }
    case 'PRIORITY':
      return byPriority(hits.map(result), outputs)[0] ?? null;
    case 'OUTPUT ORDER':
      return byPriority(hits.map(result), outputs);
    case 'RULE ORDER':
      return hits.map(result);
    case 'COLLECT':
      return aggregate(hits.map(result), table.attribs['aggregation']);
    default:
      throw new DmnError(`unknown hit policy ${policy}`);
  }
}

function matches(test: string, value: unknown, context: Context): boolean {
  if (test === '' || test === '-') return true;
  return unaryTest(test, { ...context, '?': value }).value === true;
}

const shape = (outputs: readonly Output[], cells: readonly unknown[]): unknown =>
  outputs.length === 1 ? cells[0] : Object.fromEntries(outputs.map((o, i) => [o.name ?? '', cells[i] ?? null]));

function byPriority(results: readonly unknown[], outputs: readonly Output[]): unknown[] {
  const rank = (r: unknown): number[] =>
    outputs.map((o) => {
      const cell = outputs.length === 1 ? r : Reflect.get(Object(r), o.name ?? '');
      const at = o.values.findIndex((v) => isDeepStrictEqualJson(toJson(v), toJson(cell)));
      return at < 0 ? o.values.length : at;
    });
  return results
    .map((r) => ({ r, rank: rank(r) }))
    .sort((a, b) => a.rank.map((x, i) => x - (b.rank[i] ?? 0)).find((d) => d !== 0) ?? 0)
    .map((x) => x.r);
}

function aggregate(values: readonly unknown[], how: string | undefined): unknown {
  if (how === undefined) return [...values];
  if (how === 'COUNT') return values.length;
  const numbers = values.filter((v) => typeof v === 'number');
  if (numbers.length !== values.length) throw new DmnError('only numbers can be aggregated');
  return how === 'SUM' ? numbers.reduce((a, b) => a + b, 0) : how === 'MIN' ? Math.min(...numbers) : Math.max(...numbers);
}
