// How deep markup is nested, before any parser meets it: a page of a hundred thousand open elements must cost nothing.
import { LIMITS } from './problem.ts';

/** Void elements and those closed by the next one do not count. */
const FLAT = /^(?:br|hr|img|input|meta|link|col|area|base|wbr|source|p|li|td|th|tr|dt|dd|option)$/i;

/** The line on which the limit is passed, or undefined. Escaped markup, as descriptions in feeds carry it, counts likewise. */
export function tooDeepAt(markup: string): number | undefined {
  let depth = 0;
  for (const m of markup.matchAll(/(?:<|&lt;|&#60;|&#x3c;)(\/?)([a-z_][\w:.-]*)([^<>&]{0,2000}?\/(?=>|&gt;))?/gi)) {
    if (m[3] !== undefined || FLAT.test(m[2] ?? '')) continue;
    depth = m[1] === '/' ? Math.max(0, depth - 1) : depth + 1;
    if (depth > LIMITS.nesting) return lineAt(markup, m.index);
  }
  return undefined;
}

export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
