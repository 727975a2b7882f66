// As much of PDF syntax (ISO 32000-2 §7) as it takes to see what an update changed: where a value ends, and the entries of a dictionary as text.
// Works on latin1 text, where an index is an offset. Whatever is not plain syntax throws: an update that cannot be read is not shown to be harmless.

export class PdfError extends Error {
  override readonly name = 'PdfError';
}

const MAX_DEPTH = 32;
const white = /[\0\t\n\f\r ]/;
const regular = /[^\0\t\n\f\r ()<>[\]{}/%]/;

/** Past white space and comments. */
export function skipSpace(text: string, from: number): number {
  for (let at = from; ; ) {
    while (at < text.length && white.test(text[at] as string)) at++;
    if (text[at] !== '%') return at;
    while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  }
}

function endOfString(text: string, from: number): number {
  for (let at = from, open = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '(') open++;
    else if (text[at] === ')' && --open === 0) return at + 1;
  }
  throw new PdfError('string without end');
}

function endOfToken(text: string, at: number): number {
  let end = at;
  while (end < text.length && regular.test(text[end] as string)) end++;
  if (end === at) throw new PdfError('no value');
  return end;
}

/** Where the value that begins at `at` ends; `12 0 R` is one value. */
function endOfValue(text: string, at: number, depth: number): number {
  if (depth > MAX_DEPTH) throw new PdfError('nested too deep');
  if (text.startsWith('<<', at)) return readEntries(text, at, depth).end;
  const first = text[at];
  if (first === '(') return endOfString(text, at);
  if (first === '/') return endOfToken(text, at + 1);
  if (first === '<') {
    const end = text.indexOf('>', at);
    if (end < 0 || /[^0-9A-Fa-f\s]/.test(text.slice(at + 1, end))) throw new PdfError('hexadecimal string malformed');
    return end + 1;
  }
  if (first === '[') {
    let next = skipSpace(text, at + 1);
    while (text[next] !== ']') next = skipSpace(text, endOfValue(text, next, depth + 1));
    return next + 1;
  }
  const reference = /^\d+\s+\d+\s+R(?![A-Za-z0-9])/.exec(text.slice(at, at + 40));
  return reference ? at + reference[0].length : endOfToken(text, at);
}

export type Entries = ReadonlyMap<string, string>;

/** Entries of the dictionary at `at`, values as they are written with white space made one. A key given twice throws. */
export function readEntries(text: string, at: number, depth = 0): { readonly entries: Entries; readonly end: number } {
  if (!text.startsWith('<<', at)) throw new PdfError('no dictionary');
  const entries = new Map<string, string>();
  let next = skipSpace(text, at + 2);
  while (!text.startsWith('>>', next)) {
    if (text[next] !== '/') throw new PdfError('no key');
    const keyEnd = endOfToken(text, next + 1);
    const key = text.slice(next + 1, keyEnd);
    // #xx would let one key be written in two ways.
    if (key.includes('#') || entries.has(key)) throw new PdfError('key escaped or repeated');
    const start = skipSpace(text, keyEnd);
    const end = endOfValue(text, start, depth + 1);
    entries.set(key, text.slice(start, end).replace(/[\0\t\n\f\r ]+/g, ' '));
    next = skipSpace(text, end);
  }
  return { entries, end: next + 2 };
}

export type PdfObject = {
  readonly number: number;
  readonly entries: Entries | undefined;
  readonly value: string;
  readonly stream: Stream | undefined;
};
type Stream = { readonly from: number; readonly to: number };

/** The indirect object at `at`; of a stream only with a length of its own. */
export function readObject(text: string, at: number): { readonly object: PdfObject; readonly end: number } {
  const head = /^(\d{1,10})\s+(\d{1,5})\s+obj/.exec(text.slice(at, at + 40));
  if (!head) throw new PdfError('no object');
  const start = skipSpace(text, at + head[0].length);
  const isDictionary = text.startsWith('<<', start);
  const read = isDictionary ? readEntries(text, start) : { entries: undefined, end: endOfValue(text, start, 0) };
  let next = skipSpace(text, read.end);
  let stream: Stream | undefined;
  const opening = /^stream\r?\n/.exec(text.slice(next, next + 8));
  if (opening) {
    const length = read.entries?.get('Length') ?? '';
    if (!/^\d{1,10}$/.test(length)) throw new PdfError('stream without a direct length');
    const from = next + opening[0].length;
    stream = { from, to: from + Number(length) };
    next = skipSpace(text, stream.to);
    if (!text.startsWith('endstream', next)) throw new PdfError('stream of another length');
    next = skipSpace(text, next + 'endstream'.length);
  }
  if (!text.startsWith('endobj', next)) throw new PdfError('object without end');
  return {
    object: { number: Number(head[1]), entries: read.entries, value: text.slice(start, read.end), stream },
    end: next + 'endobj'.length,
  };
}
