// The objects of the signed revision by its cross-reference tables, and those an update adds (ISO 32000-2 §§7.5.4–7.5.6). Tables only: with
// compressed references nothing is shown, and the update counts as one that may have changed anything.
import { type Entries, PdfError, type PdfObject, readEntries, readObject, skipSpace } from './pdf-syntax.ts';

const MAX_SECTIONS = 256;
const MAX_ENTRIES = 500_000;

type Table = { readonly offsets: ReadonlyMap<number, number | null>; readonly trailer: Entries; readonly end: number };

/** A table with its trailer; `null` for objects that are free. */
function readTable(text: string, at: number): Table {
  if (!text.startsWith('xref', at)) throw new PdfError('no cross-reference table');
  const offsets = new Map<number, number | null>();
  let next = skipSpace(text, at + 4);
  for (;;) {
    const head = /^(\d{1,10})\s+(\d{1,10})/.exec(text.slice(next, next + 24));
    if (!head) break;
    next += head[0].length;
    for (let i = 0; i < Number(head[2]); i++) {
      next = skipSpace(text, next);
      const entry = /^(\d{10}) \d{5} ([nf])/.exec(text.slice(next, next + 20));
      if (!entry || offsets.size >= MAX_ENTRIES) throw new PdfError('cross-reference malformed');
      offsets.set(Number(head[1]) + i, entry[2] === 'n' ? Number(entry[1]) : null);
      next += entry[0].length;
    }
    next = skipSpace(text, next);
  }
  if (!text.startsWith('trailer', next)) throw new PdfError('no trailer');
  const { entries, end } = readEntries(text, skipSpace(text, next + 'trailer'.length));
  if (entries.has('XRefStm') || entries.has('Encrypt')) throw new PdfError('compressed or encrypted');
  return { offsets, trailer: entries, end };
}

export type Revision = {
  readonly root: string;
  readonly find: (number: number) => PdfObject | undefined;
  /** Whether anything in it points to an object of this number, there or not. */
  readonly refersTo: (number: number) => boolean;
};

/** Numbers of all references, also those in strings and comments: too many do no harm. */
function referencesOf(text: string): ReadonlySet<number> {
  const gap = String.raw`(?:[\0\t\n\f\r ]|%[^\r\n]*[\r\n])+`;
  return new Set([...text.matchAll(new RegExp(`(\\d{1,10})${gap}\\d{1,10}${gap}R`, 'g'))].map(([, number]) => Number(number)));
}

/** What a reader sees of `text`, which ends where the revision ends. */
export function readRevision(text: string): Revision {
  const last = /startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(text.slice(-64));
  if (!last) throw new PdfError('no end of file');
  const offsets = new Map<number, number | null>();
  let root: string | undefined;
  let at: number | undefined = Number(last[1]);
  for (let sections = 0; at !== undefined; sections++) {
    if (sections >= MAX_SECTIONS) throw new PdfError('too many revisions');
    const table = readTable(text, at);
    // The newest definition counts.
    for (const [number, offset] of table.offsets) if (!offsets.has(number)) offsets.set(number, offset);
    root ??= table.trailer.get('Root');
    const previous: string | undefined = table.trailer.get('Prev');
    if (previous !== undefined && !/^\d{1,10}$/.test(previous)) throw new PdfError('trailer malformed');
    at = previous === undefined ? undefined : Number(previous);
  }
  if (root === undefined) throw new PdfError('no catalog');
  const find = (number: number): PdfObject | undefined => {
    const offset = offsets.get(number);
    if (offset === undefined || offset === null) return undefined;
    const { object } = readObject(text, offset);
    if (object.number !== number) throw new PdfError('cross-reference to another object');
    return object;
  };
  const references = referencesOf(text);
  return { root, find, refersTo: (number) => references.has(number) };
}

/** Every object written after `from`. Throws unless all that follows is objects and tables, and the tables speak of these objects alone. */
export function readUpdates(text: string, from: number, root: string): readonly PdfObject[] {
  const found: PdfObject[] = [];
  const places = new Map<number, Set<number>>();
  let at = skipSpace(text, from);
  while (at < text.length) {
    if (text.startsWith('xref', at)) {
      const table = readTable(text, at);
      for (const [number, offset] of table.offsets) {
        if (number === 0 && offset === null) continue;
        // A reference back into the signed bytes could bring up what was hidden there.
        if (offset === null || !places.get(number)?.has(offset)) throw new PdfError('reference to another place');
      }
      if (table.trailer.get('Root') !== root) throw new PdfError('another catalog');
      const ending = /^\s*startxref\s+\d{1,10}\s/.exec(text.slice(table.end, table.end + 64));
      if (!ending) throw new PdfError('table without end');
      at = skipSpace(text, table.end + ending[0].length);
    } else {
      const { object, end } = readObject(text, at);
      if (found.length >= MAX_ENTRIES) throw new PdfError('too many objects');
      places.set(object.number, (places.get(object.number) ?? new Set()).add(at));
      found.push(object);
      at = skipSpace(text, end);
    }
  }
  return found;
}
