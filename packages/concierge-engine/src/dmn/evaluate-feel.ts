// feelin, plus the arithmetic of durations it leaves out (DMN 1.5, tables 54 and 55: duration × number, duration ÷ number, duration ÷ duration, −duration).
import { duration, evaluate, FeelDuration, FeelFunction, parseExpression } from 'feelin';
import { builtinsFor } from './builtins.ts';

type Context = Record<string, unknown>;
type Node = { readonly name: string; readonly from: number; readonly to: number; readonly kids: Node[] };

export function evaluateFeel(text: string, given: Context): unknown {
  const context = { ...builtinsFor(text), ...given };
  const { value } = evaluate(text, context);
  if ((value !== null && !Number.isNaN(value)) || !/[*/-]/.test(text)) return value;
  const tree = treeOf(text, context);
  const rewritten = tree === undefined ? text : render(tree, text);
  return rewritten === text ? value : evaluate(rewritten, { ...context, ...OPERATORS }).value;
}

function treeOf(text: string, context: Context): Node | undefined {
  const stack: Node[] = [{ name: '', from: 0, to: text.length, kids: [] }];
  parseExpression(text, context, undefined).iterate({
    enter: (n) => {
      stack.push({ name: n.name, from: n.from, to: n.to, kids: [] });
    },
    leave: () => {
      const done = stack.pop();
      if (done !== undefined) stack.at(-1)?.kids.push(done);
    },
  });
  return stack[0]?.kids[0];
}

/** The same text with `a * b`, `a / b` and `-a` as calls. */
function render(node: Node, text: string): string {
  if (node.name === 'ArithmeticExpression') {
    const [a, b, c] = node.kids;
    const op = c === undefined ? a : b;
    const sign = op === undefined ? '' : text.slice(op.from, op.to);
    if (c === undefined && b !== undefined && sign === '-') return `times duration(${render(b, text)}, -1)`;
    if (a !== undefined && c !== undefined && (sign === '*' || sign === '/'))
      return `${sign === '*' ? 'times' : 'divide'} duration(${render(a, text)}, ${render(c, text)})`;
  }
  let out = '';
  let at = node.from;
  for (const k of node.kids) {
    out += text.slice(at, k.from) + render(k, text);
    at = k.to;
  }
  return out + text.slice(at, node.to);
}

/** Months of a years-and-months duration, seconds of a days-and-time one. */
const size = (d: FeelDuration): number => {
  const v = d.value;
  return d.yearsMonths
    ? v.years * 12 + v.months
    : v.days * 86_400 + v.hours * 3600 + v.minutes * 60 + v.seconds + v.milliseconds / 1e3 + v.microseconds / 1e6 + v.nanoseconds / 1e9;
};
const make = (yearsMonths: boolean, n: number): FeelDuration | null => {
  const sign = n < 0 ? '-' : '';
  const magnitude = Math.abs(yearsMonths ? Math.trunc(n) : Math.round(n * 1e9) / 1e9);
  if (!Number.isFinite(magnitude)) return null;
  return duration(yearsMonths ? `${sign}P${magnitude}M` : `${sign}PT${magnitude.toFixed(9).replace(/\.?0+$/, '')}S`);
};

function times(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  if (a instanceof FeelDuration && typeof b === 'number') return make(a.yearsMonths, size(a) * b);
  if (typeof a === 'number' && b instanceof FeelDuration) return make(b.yearsMonths, size(b) * a);
  return null;
}

function divide(a: unknown, b: unknown): unknown {
  if (typeof b === 'number')
    return b === 0 ? null : typeof a === 'number' ? a / b : a instanceof FeelDuration ? make(a.yearsMonths, size(a) / b) : null;
  if (!(a instanceof FeelDuration) || !(b instanceof FeelDuration) || a.yearsMonths !== b.yearsMonths || size(b) === 0) return null;
  return size(a) / size(b);
}

const OPERATORS: Context = {
  'times duration': new FeelFunction(times, ['a', 'b']),
  'divide duration': new FeelFunction(divide, ['a', 'b']),
};
