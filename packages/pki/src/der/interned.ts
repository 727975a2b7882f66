// Values that come again and again in certificates (object identifiers, algorithms, issuers' names), decoded once and found by their
// bytes without making a string or a view of them.
import type { Element } from './read.ts';

type Entry<T> = { readonly bytes: Uint8Array; readonly value: T };
export type Interning<T> = {
  readonly limit: number;
  /** Octets; what is longer is decoded each time. */
  readonly longest: number;
  /** What is each certificate's own need not be kept. */
  readonly recurs?: (value: T) => boolean;
};

function isOf({ bytes: known }: Entry<unknown>, { bytes, start, end }: Element): boolean {
  if (known.length !== end - start) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false;
  return true;
}

/** FNV-1a over every octet of what is short, every third of the rest; two encodings of one hash take turns. */
function hashOf({ bytes, start, end }: Element): number {
  let hash = 0x811c9dc5 ^ (end - start);
  const step = end - start > 32 ? 3 : 1;
  for (let i = start; i < end; i += step) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  return hash;
}

/** `decode` with a memory of at most `limit` encodings; what it throws is not remembered. Its results are shared: they must not change. */
export function interned<T>(decode: (e: Element) => T, { limit, longest, recurs }: Interning<T>): (e: Element) => T {
  const known = new Map<number, Entry<T>>();
  let last: Entry<T> | undefined;
  return (e) => {
    if (e.end - e.start > longest) return decode(e);
    if (last && isOf(last, e)) return last.value;
    const hash = hashOf(e);
    const before = known.get(hash);
    if (before && isOf(before, e)) {
      last = before;
      return before.value;
    }
    if (recurs) {
      const own = decode(e);
      if (!recurs(own)) return own;
    }
    // A copy: a view would keep the whole certificate in memory.
    const bytes = e.bytes.slice(e.start, e.end);
    const value = decode({ bytes, tag: e.tag, start: 0, body: e.body - e.start, end: bytes.length });
    if (known.size >= limit) known.clear();
    known.set(hash, { bytes, value });
    return value;
  };
}
