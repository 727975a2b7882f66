// Whether bytes are DER at all, whatever they mean: tells a malformed file from one that is merely of no use.
import { DerError, type Element, Members, whole } from './read.ts';

const MAX_DEPTH = 64;

function walk(e: Element, depth: number): void {
  if ((e.tag & 0x20) === 0) return;
  if (depth > MAX_DEPTH) throw new DerError('nested too deep');
  for (const members = new Members(e); members.more; ) walk(members.next(), depth + 1);
}

export function isDer(bytes: Uint8Array): boolean {
  try {
    walk(whole(bytes), 0);
    return true;
  } catch (cause) {
    if (cause instanceof DerError) return false;
    throw cause;
  }
}
