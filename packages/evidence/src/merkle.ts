// Merkle tree hashing and proofs (RFC 6962 §2.1, RFC 9162 §2.1). Verification takes sizes up to 2^64 as bigint; nothing here reads a clock or a database.
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, equalBytes } from '@shishobako/kernel/bytes';

export type Hash = Uint8Array;
export const hashBytes = 32;

const leafPrefix = Uint8Array.of(0x00);
const nodePrefix = Uint8Array.of(0x01);
export const emptyRoot: Hash = sha256(new Uint8Array(0));
export const hashLeaf = (entry: Uint8Array): Hash => sha256(concat(leafPrefix, entry));
export const hashChildren = (left: Hash, right: Hash): Hash => sha256(concat(nodePrefix, left, right));

/** Root of a whole list of leaf hashes; for tests and small trees. */
export function rootOf(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return emptyRoot;
  if (leaves.length === 1) return leaves[0] as Hash;
  const k = splitPoint(leaves.length);
  return hashChildren(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

/** Largest power of two below n, for n > 1. */
function splitPoint(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

const maxSize = 1n << 64n;
const areHashes = (...hashes: readonly Hash[]): boolean => hashes.every((hash) => hash.length === hashBytes);

export type InclusionProof = {
  readonly leafIndex: bigint;
  readonly treeSize: bigint;
  readonly leafHash: Hash;
  readonly proof: readonly Hash[];
};

/** RFC 9162 §2.1.3.2, steps 1 to 4: the root this proof leads to; undefined when the proof has not the form for index and size. */
export function rootFromInclusion({ leafIndex, treeSize, leafHash, proof }: InclusionProof): Hash | undefined {
  if (leafIndex < 0n || leafIndex >= treeSize || treeSize >= maxSize || !areHashes(leafHash, ...proof)) return undefined;
  let fn = leafIndex;
  let sn = treeSize - 1n;
  let root = leafHash;
  for (const sibling of proof) {
    if (sn === 0n) return undefined;
    if ((fn & 1n) === 1n || fn === sn) {
      root = hashChildren(sibling, root);
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else root = hashChildren(root, sibling);
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n ? root : undefined;
}

export function verifyInclusion(input: InclusionProof & { readonly rootHash: Hash }): boolean {
  const root = rootFromInclusion(input);
  return root !== undefined && equalBytes(root, input.rootHash);
}

export type ConsistencyProof = {
  readonly firstSize: bigint;
  readonly secondSize: bigint;
  readonly firstRoot: Hash;
  readonly secondRoot: Hash;
  readonly proof: readonly Hash[];
};

/** RFC 9162 §2.1.4.2. An empty tree is consistent with itself only: from it nothing can be proven (0 < first). */
export function verifyConsistency({ firstSize, secondSize, firstRoot, secondRoot, proof }: ConsistencyProof): boolean {
  if (firstSize < 0n || firstSize > secondSize || secondSize >= maxSize || !areHashes(firstRoot, secondRoot, ...proof)) return false;
  if (firstSize === secondSize) return proof.length === 0 && equalBytes(firstRoot, secondRoot);
  if (firstSize === 0n) return false;
  const path = (firstSize & (firstSize - 1n)) === 0n ? [firstRoot, ...proof] : proof;
  const [seed, ...rest] = path;
  if (!seed || proof.length === 0) return false;
  let fn = firstSize - 1n;
  let sn = secondSize - 1n;
  while ((fn & 1n) === 1n) {
    fn >>= 1n;
    sn >>= 1n;
  }
  let first = seed;
  let second = seed;
  for (const c of rest) {
    if (sn === 0n) return false;
    if ((fn & 1n) === 1n || fn === sn) {
      first = hashChildren(c, first);
      second = hashChildren(c, second);
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else second = hashChildren(second, c);
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && equalBytes(first, firstRoot) && equalBytes(second, secondRoot);
}
