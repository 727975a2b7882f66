// A Merkle tree that remembers only its peaks: appends leaves, tells which subtrees became complete, and gives the root (RFC 6962 §2.1).
import { emptyRoot, type Hash, hashChildren } from './merkle.ts';
import { type NodeRef, peaksOf } from './merkle-path.ts';

export type StoredNode = NodeRef & { readonly hash: Hash };

export class CompactTree {
  #size: number;
  /** One for each set bit of the size, largest subtree first. */
  readonly #peaks: StoredNode[];

  /** `peaks`: hashes in the order of `peaksOf(size)`. */
  constructor(size = 0, peaks: readonly Hash[] = []) {
    const refs = peaksOf(size);
    if (refs.length !== peaks.length) throw new RangeError('peaks do not fit the size');
    this.#size = size;
    this.#peaks = refs.map((ref, i) => ({ ...ref, hash: peaks[i] as Hash }));
  }

  get size(): number {
    return this.#size;
  }

  /** Returns the subtrees of level 1 and up that this leaf completes. */
  append(leafHash: Hash): StoredNode[] {
    const completed: StoredNode[] = [];
    let node: StoredNode = { level: 0, idx: this.#size, hash: leafHash };
    for (let left = this.#peaks.at(-1); left?.level === node.level; left = this.#peaks.at(-1)) {
      this.#peaks.pop();
      node = { level: node.level + 1, idx: left.idx / 2, hash: hashChildren(left.hash, node.hash) };
      completed.push(node);
    }
    this.#peaks.push(node);
    this.#size++;
    return completed;
  }

  root(): Hash {
    return (
      this.#peaks.toReversed().reduce<Hash | undefined>((right, { hash }) => (right ? hashChildren(hash, right) : hash), undefined) ??
      emptyRoot
    );
  }
}
