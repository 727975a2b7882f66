// Invented households by the attribute model alone: every attribute given, left out or odd, from a seed. Fictional people only.
import { addDays, type IsoDate } from '../calendar.ts';
import type { Attribute, Catalogue } from '../catalogue-schema.ts';
import { put } from '../feel/fallback.ts';

export type Household = { readonly seed: number; readonly context: Record<string, unknown> };
type Random = () => number;

/** mulberry32: small, seedable, the same everywhere. */
export function seeded(seed: number): Random {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const BASE: IsoDate = '2026-04-01';

export function makeHousehold(catalogue: Catalogue, seed: number): Household {
  const random = seeded(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T | undefined => list[below(list.length)];
  const asOf = addDays(BASE, below(365));
  const events = new Set<string>();
  for (let n = 1 + below(3); n > 0; n--) {
    const event = pick(catalogue.lifeEvents)?.id;
    if (event !== undefined) events.add(event);
  }
  const known = random();
  const value = (a: Attribute, born: boolean): unknown => {
    switch (a.type) {
      case 'boolean':
        return random() < 0.5;
      case 'integer':
      case 'number':
        return below(pick([3, 20, a.path.endsWith('hoursPerWeek') ? 60 : 500]) ?? 3);
      case 'date':
        return born ? addDays(asOf, -below(100 * 365)) : addDays(asOf, below(400) - 200);
      case 'code':
        return pick(a.enum ?? ['x']);
      case 'string[]':
        return (a.enum ?? []).filter(() => random() < 0.3);
      case 'object':
        return {};
      default:
        return `架空${below(1000)}`;
    }
  };
  const context: Record<string, unknown> = { asOf, activeEvents: [...events], actor: 'self', person: {}, household: {}, events: {} };
  const lists = new Map<string, Record<string, unknown>[]>();
  for (const a of catalogue.attributes) {
    if (a.kind === 'context' || a.kind === 'derived' || random() > known) continue;
    const [list, field] = a.path.split('[].');
    if (a.type === 'object[]') {
      const size = random() < 0.02 ? 30 : below(6);
      const items = Array.from({ length: size }, () => ({}));
      lists.set(a.path, items);
      put(context, a.path.split('.'), items);
    } else if (field !== undefined) {
      for (const item of lists.get(list ?? '') ?? [])
        if (random() < known) put(item, field.split('.'), value(a, /dateOfBirth/.test(a.path)));
    } else put(context, a.path.split('.'), value(a, /dateOfBirth/.test(a.path)));
  }
  return { seed, context };
}
