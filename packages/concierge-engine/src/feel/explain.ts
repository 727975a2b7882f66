// A rule in plain Japanese and English, condition by condition, with the fact each one read (CON-03, PRN-05).

import type { Attribute } from '../catalogue-schema.ts';
import type { TraceLine } from '../plan-types.ts';
import type { Bilingual } from '../text.ts';
import { type Ast, pathOf } from './ast.ts';
import { pathsIn } from './fallback.ts';
import type { RuleSet } from './rule-set.ts';
import { at } from './scope.ts';

export type Words = {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly events: ReadonlyMap<string, Bilingual>;
  code(path: string, value: string): Bilingual;
};

export type Explain = (context: unknown) => TraceLine[];

type Part = { readonly decide: (context: unknown) => boolean | null } & (
  | { readonly join: 'and' | 'or'; readonly parts: readonly Part[] }
  | { readonly join: undefined; readonly text: Bilingual; readonly reads: readonly { attribute: Attribute; path: readonly string[] }[] }
);

/** Words and compiled conditions are made once per rule; only the answers depend on the person. */
export function makeExplain(ast: Ast, rules: RuleSet, words: Words): Explain {
  const root = partOf(ast, rules, words);
  return (context) => {
    const lines = new Map<string, TraceLine>();
    for (const part of root === undefined ? [] : deciding(root, context)) {
      if (part.join !== undefined) continue;
      lines.set(part.text.ja, {
        text: part.text,
        result: part.decide(context),
        attributes: part.reads.map(({ attribute, path }) => ({
          path: attribute.path,
          name: attribute.name,
          value: at(context, path) ?? attribute.default ?? null,
          source: attribute.source,
        })),
      });
    }
    return [...lines.values()];
  };
}

function partOf(ast: Ast, rules: RuleSet, words: Words): Part | undefined {
  const inner = ast.name === 'ParenthesizedExpression' ? ast.kids[1] : undefined;
  if (inner !== undefined) return partOf(inner, rules, words);
  const compiled = rules.rule(ast.text);
  if (!compiled.ok || ast.name === 'BooleanLiteral') return undefined;
  const decide = (context: unknown): boolean | null => compiled.rule.decide(context).result;
  if (ast.name === 'Conjunction' || ast.name === 'Disjunction') {
    const parts = [ast.kids[0], ast.kids[2]].flatMap((k) => (k === undefined ? [] : (partOf(k, rules, words) ?? [])));
    return { decide, join: ast.name === 'Conjunction' ? 'and' : 'or', parts };
  }
  const reads = pathsIn(ast).flatMap((path) => {
    const attribute = words.attributes.get(path);
    return attribute === undefined ? [] : [{ attribute, path: path.split('.') }];
  });
  return { decide, join: undefined, text: { ja: say(ast, 'ja', words, new Map()), en: say(ast, 'en', words, new Map()) }, reads };
}

/** Only what the answer hangs on: of an `or` that holds, the branch that holds; of an `and` that fails, what fails; of an open one, what is open. */
function deciding(part: Part, context: unknown): readonly Part[] {
  if (part.join === undefined) return [part];
  const result = part.decide(context);
  const decisive = part.join !== 'and';
  const wanted = part.parts.filter((p) => {
    const own = p.decide(context);
    return result === decisive ? own === decisive : result === null ? own === null : true;
  });
  return wanted.flatMap((p) => deciding(p, context));
}

type Lang = 'ja' | 'en';
const COMPARE: Record<string, Bilingual> = {
  '<': { ja: '未満', en: 'less than' },
  '<=': { ja: '以下', en: 'at most' },
  '>': { ja: 'より大きい', en: 'more than' },
  '>=': { ja: '以上', en: 'at least' },
  '=': { ja: 'と同じ', en: 'equal to' },
  '!=': { ja: 'と異なる', en: 'different from' },
};

/** `vars` maps a loop variable to its list in the model, so that `m.age` is named as the member's age. */
function say(ast: Ast, lang: Lang, words: Words, vars: ReadonlyMap<string, string>): string {
  const ja = lang === 'ja';
  const sub = (node: Ast | undefined): string => (node === undefined ? '' : say(node, lang, words, vars));
  const path = ast.name === 'FunctionInvocation' ? undefined : pathOf(ast);
  if (path !== undefined) return nameOf(path, lang, words, vars);
  switch (ast.name) {
    case 'ParenthesizedExpression':
      return sub(ast.kids[1]);
    case 'Conjunction':
      return ja ? `${sub(ast.kids[0])}、かつ${sub(ast.kids[2])}` : `${sub(ast.kids[0])} and ${sub(ast.kids[2])}`;
    case 'Disjunction':
      return ja ? `${sub(ast.kids[0])}、または${sub(ast.kids[2])}` : `${sub(ast.kids[0])} or ${sub(ast.kids[2])}`;
    case 'Comparison': {
      const op = COMPARE[ast.kids[1]?.text ?? '']?.[lang] ?? '';
      return ja ? `${sub(ast.kids[0])}が${sub(ast.kids[2])}${op}` : `${sub(ast.kids[0])} is ${op} ${sub(ast.kids[2])}`;
    }
    case 'IfExpression':
      return sub(ast.kids[5]);
    case 'ForExpression':
    case 'QuantifiedExpression': {
      const iterator = ast.kids[1]?.kids[0];
      const list = iterator?.kids[2]?.text ?? '';
      const inner = new Map(vars).set(iterator?.kids[0]?.text ?? '', list);
      const body = ast.kids[3] === undefined ? '' : say(ast.kids[3], lang, words, inner);
      const listName = nameOf(list, lang, words, vars);
      return ja ? `「${listName}」のどれかについて、${body}` : `for one of “${listName}”: ${body}`;
    }
    case 'FunctionInvocation':
      return call(ast, lang, words, vars);
    case 'DateTimeLiteral':
      return sub(ast.kids[2]?.kids[0]);
    case 'StringLiteral':
      return ast.text.slice(1, -1);
    default:
      return ast.text;
  }
}

function call(ast: Ast, lang: Lang, words: Words, vars: ReadonlyMap<string, string>): string {
  const ja = lang === 'ja';
  const name = ast.kids[0]?.text ?? '';
  const args = ast.kids.find((k) => k.name === 'PositionalParameters')?.kids ?? [];
  const [first, second] = args;
  if (first === undefined) return ast.text;
  const subject = say(first, lang, words, vars);
  const path = pathOf(first);
  const attribute = path === undefined ? '' : modelPath(path, vars);
  const value = (node: Ast | undefined): string => {
    if (node === undefined) return '';
    if (node.name === 'List')
      return node.kids
        .slice(1, -1)
        .map(value)
        .join(ja ? '・' : ', ');
    if (node.name !== 'StringLiteral') return say(node, lang, words, vars);
    const text = node.text.slice(1, -1);
    return attribute === 'activeEvents' ? (words.events.get(text)?.[lang] ?? text) : words.code(attribute, text)[lang];
  };
  switch (name) {
    case 'not':
      return ja ? `次に当たらない：${subject}` : `not: ${subject}`;
    case 'any':
      return subject;
    case 'eq':
      return ja ? `${subject}が「${value(second)}」` : `${subject} is “${value(second)}”`;
    case 'oneOf':
      if (second?.kids.length === 3) return ja ? `${subject}が「${value(second)}」` : `${subject} is “${value(second)}”`;
      return ja ? `${subject}が「${value(second)}」のどれか` : `${subject} is one of ${value(second)}`;
    case 'has':
      if (attribute === 'activeEvents')
        return ja ? `いまのライフイベントが「${value(second)}」` : `the current life event is “${value(second)}”`;
      return ja ? `${subject}に「${value(second)}」がある` : `${subject} includes “${value(second)}”`;
    default:
      return ast.text;
  }
}

function modelPath(path: string, vars: ReadonlyMap<string, string>): string {
  const [head = '', ...rest] = path.split('.');
  const list = vars.get(head);
  return list === undefined ? path : `${list}[].${rest.join('.')}`;
}

const nameOf = (path: string, lang: Lang, words: Words, vars: ReadonlyMap<string, string>): string =>
  words.attributes.get(modelPath(path, vars))?.name[lang] ?? path;
