// Built-in functions where feelin differs from DMN 1.5 (tables 73 and 75): list replace with positions from the end and checked
// match functions, and rounding that refuses a scale no decimal has.
import { evaluate, FeelFunction } from 'feelin';

type Context = Record<string, unknown>;

const SCALES = { least: -6111, most: 6176 };
const ROUNDING = ['round up', 'round down', 'round half up', 'round half down', 'decimal'] as const;

const rounding = (name: string): FeelFunction =>
  new FeelFunction(
    (n: unknown, scale: unknown): unknown =>
      typeof scale === 'number' && (scale < SCALES.least || scale > SCALES.most)
        ? null
        : evaluate(`${name}(n, scale)`, { n: n ?? null, scale: scale ?? null }).value,
    ['n', 'scale'],
  );

function listReplace(list: unknown, position: unknown, newItem: unknown): unknown {
  const items: unknown[] | null = Array.isArray(list) ? list : list === null || list === undefined ? null : [list];
  if (items === null) return null;
  if (position instanceof FeelFunction) {
    if (position.parameterNames.length !== 2) return null;
    const replaced = items.map((item): { fits: unknown; item: unknown } => ({ fits: position.fn(item, newItem), item }));
    return replaced.every((r) => typeof r.fits === 'boolean') ? replaced.map((r) => (r.fits === true ? newItem : r.item)) : null;
  }
  if (typeof position !== 'number') return null;
  const at = Math.trunc(position);
  const index = at < 0 ? items.length + at : at - 1;
  return at === 0 || index < 0 || index >= items.length ? null : items.map((item, i) => (i === index ? newItem : item));
}

/** Those that a text mentions, to be put into its scope. */
export function builtinsFor(text: string): Context {
  const own: Context = {};
  for (const name of ROUNDING) if (text.includes(name)) own[name] = rounding(name);
  if (text.includes('list replace'))
    own['list replace'] = new FeelFunction(listReplace, ['list', /\bmatch\s*:/.test(text) ? 'match' : 'position', 'newItem']);
  return own;
}
