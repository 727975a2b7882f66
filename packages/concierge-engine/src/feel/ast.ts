// FEEL text (DMN 1.5, clause 10) to a plain tree. The grammar is feelin's; only the tree is ours, so that a rule can be explained.
import { parseExpression } from 'feelin';

export type Ast = {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly kids: readonly Ast[];
};
export type FeelSyntaxError = { readonly kind: 'feel.syntax'; readonly detail: string; readonly at: number };
export type Parsed = { readonly ok: true; readonly ast: Ast } | { readonly ok: false; readonly error: FeelSyntaxError };

type Open = { name: string; from: number; to: number; kids: Ast[] };

/** `names` are the variables in scope: FEEL names may hold spaces, so the grammar has to know them. */
export function parseFeel(text: string, names: Record<string, unknown>): Parsed {
  const stack: Open[] = [{ name: 'root', from: 0, to: text.length, kids: [] }];
  let fault: FeelSyntaxError | undefined;
  parseExpression(text, names, undefined).iterate({
    enter(node) {
      if (node.type.isError && fault === undefined) {
        fault = { kind: 'feel.syntax', detail: `near “${text.slice(Math.max(0, node.from - 12), node.to + 12)}”`, at: node.from };
      }
      if (node.type.isSkipped) return false;
      stack.push({ name: node.name, from: node.from, to: node.to, kids: [] });
      return undefined;
    },
    leave(node) {
      if (node.type.isSkipped) return;
      const done = stack.pop();
      const parent = stack.at(-1);
      if (done !== undefined && parent !== undefined) parent.kids.push({ ...done, text: text.slice(done.from, done.to) });
    },
  });
  if (fault !== undefined) return { ok: false, error: fault };
  const top = stack[0]?.kids[0];
  const ast = top?.name === 'Expression' ? top.kids[0] : top;
  if (ast === undefined) return { ok: false, error: { kind: 'feel.syntax', detail: 'empty expression', at: 0 } };
  return { ok: true, ast };
}

/** `person.age` as one dotted text, when the node is a path that starts at a variable. */
export function pathOf(ast: Ast): string | undefined {
  if (ast.name === 'VariableName') return ast.text;
  if (ast.name !== 'PathExpression') return undefined;
  const [target, , last] = ast.kids;
  if (target === undefined || last === undefined) return undefined;
  const head = pathOf(target);
  return head === undefined ? undefined : `${head}.${last.text}`;
}
