// A rule compiled once to closures: true, false, or unknown with the attributes the answer depends on.
// Covers what the catalogue's rules use; anything else of FEEL goes through feelin whole (see fallback.ts).

import { isIsoDate } from '../calendar.ts';
import type { Ast } from './ast.ts';
import { pathOf } from './ast.ts';
import { at, type Defaults, type Scope } from './scope.ts';
import { compare, Day, FALSE, itemsOf, known, NONE, NULL, same, TRUE, union, type Val, Vals } from './value.ts';

export type Run = (scope: Scope) => Val;
export type Library = ReadonlyMap<string, { readonly params: readonly string[]; readonly body: Run }>;
export type CompileEnv = { readonly defaults: Defaults; readonly library: Library; readonly locals: ReadonlySet<string> };

class Unsupported extends Error {}

/** Undefined when the expression uses FEEL beyond the compiled part. */
export function compile(ast: Ast, env: CompileEnv): Run | undefined {
  try {
    return node(ast, env);
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

const unsupported = (ast: Ast): never => {
  throw new Unsupported(ast.name);
};
const kid = (ast: Ast, i: number): Ast => ast.kids[i] ?? unsupported(ast);

function node(ast: Ast, env: CompileEnv): Run {
  switch (ast.name) {
    case 'ParenthesizedExpression':
      return node(kid(ast, 1), env);
    case 'StringLiteral':
      return literal(JSON.parse(ast.text.replace(/\n/g, '\\n')));
    case 'NumericLiteral':
      return literal(Number(ast.text));
    case 'BooleanLiteral':
      return literal(ast.text === 'true');
    case 'null':
      return () => NULL;
    case 'VariableName':
    case 'PathExpression':
      return path(ast, env);
    case 'Conjunction':
      return junction(ast, env, false);
    case 'Disjunction':
      return junction(ast, env, true);
    case 'Comparison':
      return comparison(ast, env);
    case 'IfExpression':
      return conditional(ast, env);
    case 'List': {
      const items = ast.kids.slice(1, -1).map((item) => node(item, env));
      return (scope) => ({ v: new Vals(items.map((item) => item(scope))), m: NONE });
    }
    case 'FunctionInvocation':
      return invocation(ast, env);
    case 'DateTimeLiteral':
      return dateOf(ast, env);
    case 'ForExpression':
    case 'QuantifiedExpression':
      return iteration(ast, env);
    default:
      return unsupported(ast);
  }
}

const literal = (value: unknown): Run => {
  const val = known(value);
  return () => val;
};

function path(ast: Ast, env: CompileEnv): Run {
  const full = pathOf(ast) ?? unsupported(ast);
  const [head = '', ...rest] = full.split('.');
  if (env.locals.has(head)) {
    return (scope) => {
      const bound = scope.vars.get(head);
      if (bound === undefined) return NULL;
      if (rest.length === 0) return bound;
      const found = at(bound.v, rest);
      if (found !== undefined && found !== null) return known(found);
      if (bound.prefix === undefined) return { v: null, m: bound.m };
      const attribute = `${bound.prefix}[].${rest.join('.')}`;
      const fallback = env.defaults.get(attribute);
      return fallback === undefined ? { v: null, m: [attribute] } : known(fallback);
    };
  }
  const parts = [head, ...rest];
  const fallback = env.defaults.get(full);
  const missing: Val = fallback === undefined ? { v: null, m: [full] } : known(fallback);
  return (scope) => {
    const found = at(scope.context, parts);
    return found === undefined || found === null ? missing : known(found);
  };
}

const truth = (v: unknown): boolean | null => (typeof v === 'boolean' ? v : null);

/** `and` when `stop` is false, `or` when it is true: an operand equal to `stop` decides alone. */
function junction(ast: Ast, env: CompileEnv, stop: boolean): Run {
  const left = node(kid(ast, 0), env);
  const right = node(kid(ast, 2), env);
  return (scope) => {
    const a = left(scope);
    const b = right(scope);
    const decides = [a, b].filter((x) => truth(x.v) === stop);
    if (decides.length > 0) return { v: stop, m: decides.reduce((m, x) => union(m, x.m), NONE) };
    if (truth(a.v) === !stop && truth(b.v) === !stop) return { v: !stop, m: union(a.m, b.m) };
    return { v: null, m: union(truth(a.v) === null ? a.m : NONE, truth(b.v) === null ? b.m : NONE) };
  };
}

const ORDER: Record<string, (n: number) => boolean> = { '<': (n) => n < 0, '<=': (n) => n <= 0, '>': (n) => n > 0, '>=': (n) => n >= 0 };

function comparison(ast: Ast, env: CompileEnv): Run {
  const left = node(kid(ast, 0), env);
  const op = kid(ast, 1);
  if (op.name === 'between') {
    const low = node(kid(ast, 2), env);
    const high = node(kid(ast, 4), env);
    return (scope) => {
      const [x, lo, hi] = [left(scope), low(scope), high(scope)];
      const a = compare(lo.v, x.v);
      const b = compare(x.v, hi.v);
      if (a === undefined || b === undefined) return { v: null, m: union(x.m, union(lo.m, hi.m)) };
      return known(a <= 0 && b <= 0);
    };
  }
  if (op.name !== 'CompareOp') return unsupported(ast);
  const right = node(kid(ast, 2), env);
  if (op.text === '=' || op.text === '!=') {
    const wanted = op.text === '=';
    return (scope) => {
      const [a, b] = [left(scope), right(scope)];
      const equal = same(a.v, b.v);
      const m = union(a.v === null ? a.m : NONE, b.v === null ? b.m : NONE);
      return { v: equal === null ? null : equal === wanted, m };
    };
  }
  const test = ORDER[op.text] ?? unsupported(ast);
  return (scope) => {
    const [a, b] = [left(scope), right(scope)];
    const order = compare(a.v, b.v);
    return order === undefined ? { v: null, m: union(a.m, b.m) } : known(test(order));
  };
}

function conditional(ast: Ast, env: CompileEnv): Run {
  const [test, yes, no] = [node(kid(ast, 1), env), node(kid(ast, 3), env), node(kid(ast, 5), env)];
  return (scope) => {
    const cond = test(scope);
    const result = cond.v === true ? yes(scope) : no(scope);
    return cond.m.length === 0 ? result : { v: result.v, m: union(cond.m, result.m) };
  };
}

function dateOf(ast: Ast, env: CompileEnv): Run {
  const [maker, , params] = [ast.kids[0], ast.kids[1], ast.kids[2]];
  if (maker?.text !== 'date' || params?.name !== 'PositionalParameters' || params.kids.length !== 1) return unsupported(ast);
  const arg = node(kid(params, 0), env);
  return (scope) => {
    const text = arg(scope);
    if (text.v instanceof Day) return text;
    return isIsoDate(text.v) ? known(new Day(text.v)) : { v: null, m: text.m };
  };
}

function iteration(ast: Ast, env: CompileEnv): Run {
  const iterators = kid(ast, 1);
  const only = kid(iterators, 0);
  if (iterators.kids.length !== 1 || kid(only, 2).kids.length !== 1) return unsupported(ast);
  const name = kid(only, 0).text;
  const source = kid(kid(only, 2), 0);
  const list = node(source, env);
  const prefix = pathOf(source);
  const body = node(kid(ast, 3), { ...env, locals: new Set([...env.locals, name]) });
  const mode = kid(ast, 0).text;
  const fromModel = prefix !== undefined && !env.locals.has(prefix.split('.')[0] ?? '');
  return (scope) => {
    const found = list(scope);
    const items = itemsOf(found.v);
    if (items === undefined) return { v: null, m: found.m };
    const results = items.map((item) =>
      body({ context: scope.context, vars: new Map(scope.vars).set(name, { ...item, prefix: fromModel ? prefix : undefined }) }),
    );
    return mode === 'for' ? { v: new Vals(results), m: NONE } : anyOf(results, mode === 'some');
  };
}

/** any()/some when `stop` is true, all()/every when it is false. */
function anyOf(items: readonly Val[], stop: boolean): Val {
  const hit = items.find((item) => item.v === stop);
  if (hit !== undefined) return stop ? TRUE : FALSE;
  const open = items.filter((item) => truth(item.v) === null);
  if (open.length === 0) return stop ? FALSE : TRUE;
  return { v: null, m: open.reduce((m, item) => union(m, item.m), NONE) };
}

type Builtin = (args: readonly Val[]) => Val;
const lost = (args: readonly Val[]): Val => ({ v: null, m: args.reduce((m, a) => union(m, a.m), NONE) });

const BUILTINS: Record<string, Builtin> = {
  not: (args) => (typeof args[0]?.v === 'boolean' ? { v: !args[0].v, m: args[0].m } : lost(args)),
  any: (args) => {
    const items = itemsOf(args[0]?.v);
    return items === undefined ? lost(args) : anyOf(items, true);
  },
  all: (args) => {
    const items = itemsOf(args[0]?.v);
    return items === undefined ? lost(args) : anyOf(items, false);
  },
  count: (args) => {
    const items = itemsOf(args[0]?.v);
    return items === undefined ? lost(args) : known(items.length);
  },
  'list contains': (args) => {
    const items = itemsOf(args[0]?.v);
    return items === undefined ? lost(args) : known(items.some((item) => same(item.v, args[1]?.v ?? null) === true));
  },
};

function invocation(ast: Ast, env: CompileEnv): Run {
  const name = kid(ast, 0).text.replace(/\s+/g, ' ');
  const params = ast.kids.find((x) => x.name === 'PositionalParameters');
  if (params === undefined) return unsupported(ast);
  const args = params.kids.map((param) => node(param, env));
  const own = env.library.get(name);
  if (own !== undefined) {
    if (own.params.length !== args.length) return unsupported(ast);
    return (scope) => {
      const vars = new Map(own.params.map((param, i) => [param, { ...(args[i]?.(scope) ?? NULL), prefix: undefined }]));
      return own.body({ context: scope.context, vars });
    };
  }
  const builtin = BUILTINS[name] ?? unsupported(ast);
  return (scope) => builtin(args.map((arg) => arg(scope)));
}
