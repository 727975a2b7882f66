// What can be wrong with data given to the engine: always the file, the id or path, and the line where one is known.

export type Problem = {
  readonly kind: string;
  readonly detail: string;
  readonly id?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
};

/** Names come from files; none of them steers the terminal or begins a line of its own. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const describeProblem = (p: Problem): string =>
  printable(
    `${p.file ?? '(input)'}${p.line === undefined ? '' : `:${p.line}`}${p.id === undefined ? '' : ` ${p.id}`}: ${p.kind}: ${p.detail}`,
  );

/** Line of the first mention of a text, counted from 1. */
export function lineOf(source: string | undefined, needle: string, from = 0): number | undefined {
  const at = source?.indexOf(needle, from) ?? -1;
  return at < 0 || source === undefined ? undefined : source.slice(0, at).split('\n').length;
}

/** Line of a value at a path such as `household.members[1].dateOfBirth` in the JSON text it was read from. */
export function lineOfPath(source: string, path: string): number | undefined {
  let at = 0;
  for (const part of path.split('.')) {
    const [, key = part, index] = /^(.*?)(?:\[(\d+)\])?$/.exec(part) ?? [];
    at = source.indexOf(`"${key}"`, at);
    if (at < 0) return undefined;
    if (index !== undefined) at = elementStart(source, at + key.length + 2, Number(index));
  }
  return source.slice(0, at).split('\n').length;
}

/** Where the n-th object of the list after a position begins. */
function elementStart(source: string, from: number, n: number): number {
  let depth = 0;
  let seen = -1;
  for (let i = from; i < source.length; i++) {
    const c = source[i];
    if (c === '{') {
      if (depth === 0) seen += 1;
      if (depth === 0 && seen === n) return i;
      depth += 1;
    } else if (c === '}') depth -= 1;
    else if (c === '"') i = closingQuote(source, i);
  }
  return from;
}

function closingQuote(source: string, from: number): number {
  for (let i = from + 1; i < source.length; i++) {
    if (source[i] === '\\') i += 1;
    else if (source[i] === '"') return i;
  }
  return source.length;
}
