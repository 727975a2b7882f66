// What can be wrong with data given to the engine: always the file, the id or path, and the line where one is known.

export type Problem = {
  readonly kind: string;
  readonly detail: string;
  readonly id?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
};

export const describeProblem = (p: Problem): string =>
  `${p.file ?? '(input)'}${p.line === undefined ? '' : `:${p.line}`}${p.id === undefined ? '' : ` ${p.id}`}: ${p.kind}: ${p.detail}`;

/** Line of the first mention of a text, counted from 1. */
export function lineOf(source: string | undefined, needle: string, from = 0): number | undefined {
  const at = source?.indexOf(needle, from) ?? -1;
  return at < 0 || source === undefined ? undefined : source.slice(0, at).split('\n').length;
}
