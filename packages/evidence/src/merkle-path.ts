// Which stored subtrees a proof is made of (RFC 6962 §2.1.1, §2.1.2). Only complete subtrees are stored, so the ragged right edge is
// folded from a few of them.
import { type Hash, hashChildren } from './merkle.ts';

/** A complete subtree: leaves [idx·2^level, (idx+1)·2^level). */
export type NodeRef = { readonly level: number; readonly idx: number };
export const nodeKey = ({ level, idx }: NodeRef): string => `${level}/${idx}`;
/** Leaves [start, end); start is a multiple of the range's width rounded up to a power of two. */
type Range = { readonly start: number; readonly end: number };

function splitAt({ start, end }: Range): number {
  let k = 1;
  while (k * 2 < end - start) k *= 2;
  return start + k;
}

/** Complete subtrees that make up the range, largest first. */
export function nodesOf({ start, end }: Range): NodeRef[] {
  const nodes: NodeRef[] = [];
  for (let at = start; at < end; ) {
    let width = 1;
    let level = 0;
    while (at % (width * 2) === 0 && at + width * 2 <= end) {
      width *= 2;
      level++;
    }
    nodes.push({ level, idx: at / width });
    at += width;
  }
  return nodes;
}

/** Peaks of a tree of this size: what a compact tree must hold. */
export const peaksOf = (size: number): NodeRef[] => nodesOf({ start: 0, end: size });

/** PATH(m, D[n]): one range for each proof hash, from the leaf's sibling up. */
export function inclusionRanges(index: number, size: number): Range[] {
  const walk = (range: Range): Range[] => {
    if (range.end - range.start === 1) return [];
    const k = splitAt(range);
    return index < k
      ? [...walk({ start: range.start, end: k }), { start: k, end: range.end }]
      : [...walk({ start: k, end: range.end }), { start: range.start, end: k }];
  };
  return walk({ start: 0, end: size });
}

/** PROOF(m, D[n]) for 0 < m <= n. */
export function consistencyRanges(first: number, second: number): Range[] {
  const walk = (range: Range, known: boolean): Range[] => {
    if (range.end === first) return known ? [] : [range];
    const k = splitAt(range);
    return first <= k
      ? [...walk({ start: range.start, end: k }, known), { start: k, end: range.end }]
      : [...walk({ start: k, end: range.end }, false), { start: range.start, end: k }];
  };
  return walk({ start: 0, end: second }, true);
}

/** Hash of a range from its complete subtrees, folded from the right. Undefined when one is missing. */
export function hashOfRange(range: Range, nodes: ReadonlyMap<string, Hash>): Hash | undefined {
  let hash: Hash | undefined;
  for (const ref of nodesOf(range).toReversed()) {
    const node = nodes.get(nodeKey(ref));
    if (!node) return undefined;
    hash = hash ? hashChildren(node, hash) : node;
  }
  return hash;
}
