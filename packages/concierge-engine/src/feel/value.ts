// A value that remembers what it did not know: `v` null means unknown, `m` lists the attributes the result depends on.
// FEEL's and/or/not are three-valued (DMN 1.5, tables 50 and 52); the list of causes is ours.

export type Missing = readonly string[];
export type Val = { readonly v: unknown; readonly m: Missing };

export const NONE: Missing = [];
export const TRUE: Val = { v: true, m: NONE };
export const FALSE: Val = { v: false, m: NONE };
export const NULL: Val = { v: null, m: NONE };
export const known = (v: unknown): Val => (v === true ? TRUE : v === false ? FALSE : { v: v ?? null, m: NONE });

export function union(a: Missing, b: Missing): Missing {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  return [...new Set([...a, ...b])];
}

/** A calendar day inside a rule, told apart from the text it is written in. */
export class Day {
  readonly iso: string;
  constructor(iso: string) {
    this.iso = iso;
  }
}

/** A list made by a rule itself, whose elements may each be unknown for their own reason. */
export class Vals {
  readonly items: readonly Val[];
  constructor(items: readonly Val[]) {
    this.items = items;
  }
}

export const itemsOf = (value: unknown): readonly Val[] | undefined =>
  value instanceof Vals ? value.items : Array.isArray(value) ? value.map(known) : undefined;

export function same(a: unknown, b: unknown): boolean | null {
  if (a === null || b === null) return a === b;
  if (a instanceof Day && b instanceof Day) return a.iso === b.iso;
  const left = itemsOf(a);
  const right = itemsOf(b);
  if (left !== undefined && right !== undefined)
    return left.length === right.length && left.every((item, i) => same(item.v, right[i]?.v ?? null) === true);
  return typeof a === typeof b ? a === b : null;
}

export function compare(a: unknown, b: unknown): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (a instanceof Day && b instanceof Day) return a.iso < b.iso ? -1 : a.iso > b.iso ? 1 : 0;
  return undefined;
}
