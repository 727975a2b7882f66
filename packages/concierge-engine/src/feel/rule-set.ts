// Compiles rule texts against one attribute model and function library, once, and keeps the tree for the explanation.

import type { Attribute, LibraryFunction } from '../catalogue-schema.ts';
import { type Ast, type FeelSyntaxError, parseFeel } from './ast.ts';
import { compile, type Library, type Run } from './compile.ts';
import { fallbackRun } from './fallback.ts';
import type { Missing } from './value.ts';

export type Verdict = { readonly result: boolean | null; readonly missing: Missing };
export type Rule = { readonly ast: Ast; readonly run: Run; decide(context: unknown): Verdict };
export type RuleSet = { rule(feel: string): { ok: true; rule: Rule } | { ok: false; error: FeelSyntaxError } };

const NO_VARS = new Map<string, never>();
const SCOPE_NAMES = { person: {}, household: {}, events: {}, employer: {}, asOf: '', activeEvents: [], actor: '' };

export function makeRuleSet(attributes: readonly Attribute[], functions: readonly LibraryFunction[]): RuleSet {
  const defaults = new Map(attributes.filter((a) => a.default !== undefined).map((a) => [a.path, a.default]));
  const library = compileLibrary(functions);
  const names = { ...SCOPE_NAMES, ...Object.fromEntries(functions.map((f) => [f.name, () => null])) };
  const cache = new Map<string, Rule>();
  return {
    rule(feel) {
      const hit = cache.get(feel);
      if (hit !== undefined) return { ok: true, rule: hit };
      const parsed = parseFeel(feel, names);
      if (!parsed.ok) return parsed;
      const run = compile(parsed.ast, { defaults, library, locals: new Set() }) ?? fallbackRun(parsed.ast, defaults, functions);
      const rule: Rule = {
        ast: parsed.ast,
        run,
        decide(context) {
          const { v, m } = run({ context, vars: NO_VARS });
          return typeof v === 'boolean' ? { result: v, missing: [] } : { result: null, missing: m };
        },
      };
      cache.set(feel, rule);
      return { ok: true, rule };
    },
  };
}

/** The library is written in FEEL itself: `function(x, y) …`. A function outside the compiled part is left to feelin. */
function compileLibrary(functions: readonly LibraryFunction[]): Library {
  const library = new Map<string, { params: readonly string[]; body: Run }>();
  for (const f of functions) {
    const parsed = parseFeel(f.feel, {});
    if (!parsed.ok || parsed.ast.name !== 'FunctionDefinition') continue;
    const params = parsed.ast.kids.find((k) => k.name === 'FormalParameters')?.kids.map((k) => k.kids[0]?.text ?? k.text) ?? [];
    const body = parsed.ast.kids.find((k) => k.name === 'FunctionBody')?.kids[0];
    if (body === undefined) continue;
    const run = compile(body, { defaults: new Map(), library, locals: new Set(params) });
    if (run !== undefined) library.set(f.name, { params, body: run });
  }
  return library;
}
