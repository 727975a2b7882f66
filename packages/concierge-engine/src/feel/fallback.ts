// FEEL beyond the compiled part: feelin evaluates the whole text; null is unknown, and every attribute named in it that has no value is a cause.
import { evaluate } from 'feelin';
import type { LibraryFunction } from '../catalogue-schema.ts';
import type { Ast } from './ast.ts';
import { pathOf } from './ast.ts';
import type { Run } from './compile.ts';
import { at, type Defaults, isRecord, type Scope } from './scope.ts';

/** Longest paths named in the expression. */
export function pathsIn(ast: Ast): string[] {
  const path = ast.name === 'FunctionInvocation' ? undefined : pathOf(ast);
  if (path !== undefined) return path.includes('.') || ast.name === 'VariableName' ? [path] : [];
  const kids = ast.name === 'FunctionInvocation' ? ast.kids.slice(1) : ast.kids;
  return [...new Set(kids.flatMap(pathsIn))];
}

export function fallbackRun(ast: Ast, defaults: Defaults, library: readonly LibraryFunction[]): Run {
  const paths = pathsIn(ast).filter((path) => path.includes('.') || ['asOf', 'activeEvents', 'actor'].includes(path));
  const functions = Object.fromEntries(library.map((f) => [f.name, evaluate(f.feel).value]));
  return (scope: Scope) => {
    const filled = withDefaults(scope.context, defaults);
    const value = evaluate(ast.text, { ...filled, ...functions }).value;
    const m = paths.filter((path) => at(filled, path.split('.')) === undefined);
    return typeof value === 'boolean' ? { v: value, m: [] } : { v: null, m };
  };
}

function withDefaults(context: unknown, defaults: Defaults): Record<string, unknown> {
  const copy: unknown = structuredClone(context);
  const root: Record<string, unknown> = isRecord(copy) ? copy : {};
  for (const [path, value] of defaults) if (!path.includes('[]')) put(root, path.split('.'), value);
  return root;
}

/** Sets the value unless something is there already. */
export function put(root: Record<string, unknown>, parts: readonly string[], value: unknown): void {
  const [head, ...rest] = parts;
  if (head === undefined) return;
  const there = root[head];
  if (rest.length === 0) {
    if (there === undefined || there === null) root[head] = value;
    return;
  }
  const next: Record<string, unknown> = isRecord(there) ? there : {};
  if (!isRecord(there)) root[head] = next;
  put(next, rest, value);
}
