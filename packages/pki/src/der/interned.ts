// Values that come again and again in certificates (object identifiers, algorithms, issuers' names), decoded once and found by their
// bytes without making a string or a view of them.
import type { Element } from './read.ts';

type Entry<T> = { readonly bytes: Uint8Array; readonly value: T };

const isSame = (entry: Uint8Array, bytes: Uint8Array, from: number): boolean => {
  for (let i = 0; i < entry.length; i++) if (entry[i] !== bytes[from + i]) return false;
  return true;
};

/** `decode` with a memory of at most `limit` short encodings; what it throws is not remembered. Its results are shared: they must not change. */
export function interned<T>(decode: (e: Element) => T, { limit, longest }: { limit: number; longest: number }): (e: Element) => T {
  const known = new Map<number, Entry<T>>();
  return (e) => {
    const { bytes, start, end } = e;
    if (end - start > longest) return decode(e);
    // FNV-1a over every octet of what is short, every third of the rest; two encodings of one hash take turns.
    let hash = 0x811c9dc5 ^ (end - start);
    const step = end - start > 32 ? 3 : 1;
    for (let i = start; i < end; i += step) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    const before = known.get(hash);
    if (before && before.bytes.length === end - start && isSame(before.bytes, bytes, start)) return before.value;
    // A copy: a view would keep the whole certificate in memory.
    const copy = bytes.slice(start, end);
    const value = decode({ bytes: copy, tag: e.tag, start: 0, body: e.body - start, end: copy.length });
    if (known.size >= limit) known.clear();
    known.set(hash, { bytes: copy, value });
    return value;
  };
}
