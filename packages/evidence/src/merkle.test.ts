// Known roots of the Certificate Transparency reference tree, and every proof of every small tree, checked and damaged.
import { fromHex, toHex } from '@shishobako/kernel/bytes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CompactTree } from './compact-tree.ts';
import { emptyRoot, type Hash, hashLeaf, rootOf, verifyConsistency, verifyInclusion } from './merkle.ts';
import { consistencyRanges, hashOfRange, inclusionRanges, nodeKey } from './merkle-path.ts';

const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = Array.from({ length: 70 }, (_, i) => hashLeaf(Uint8Array.of(i)));

/** Complete subtrees of a tree, as the sequencer stores them. */
function stored(size: number): Map<string, Hash> {
  const tree = new CompactTree();
  const nodes = new Map<string, Hash>();
  for (const [idx, leaf] of leaves.slice(0, size).entries()) {
    nodes.set(nodeKey({ level: 0, idx }), leaf);
    for (const node of tree.append(leaf)) nodes.set(nodeKey(node), node.hash);
  }
  return nodes;
}
const prove = (ranges: ReturnType<typeof inclusionRanges>, nodes: Map<string, Hash>): Hash[] =>
  ranges.map((range) => {
    const hash = hashOfRange(range, nodes);
    if (!hash) throw new Error('node missing');
    return hash;
  });
const flip = (hash: Hash): Hash => Uint8Array.from(hash, (v, i) => (i === 7 ? v ^ 1 : v));

describe('Merkle tree', () => {
  it('has the known roots', () => {
    expect(toHex(emptyRoot)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    const tree = new CompactTree();
    for (const [i, entry] of entries.entries()) {
      tree.append(hashLeaf(fromHex(entry)));
      expect(toHex(tree.root())).toBe(roots[i]);
    }
  });

  it('the compact tree agrees with the definition and can be taken up at any size', () => {
    const nodes = stored(70);
    for (let size = 0; size <= 70; size++) {
      const want = toHex(rootOf(leaves.slice(0, size)));
      const tree = new CompactTree();
      for (const leaf of leaves.slice(0, size)) tree.append(leaf);
      expect(toHex(tree.root())).toBe(want);
      if (size > 0) expect(toHex(hashOfRange({ start: 0, end: size }, nodes) as Hash)).toBe(want);
    }
  });

  it('every inclusion proof of every tree up to 70 leaves verifies, and no damaged one does', () => {
    for (let size = 1; size <= 70; size++) {
      const nodes = stored(size);
      const rootHash = rootOf(leaves.slice(0, size));
      for (let index = 0; index < size; index++) {
        const proof = prove(inclusionRanges(index, size), nodes);
        const good = { leafIndex: BigInt(index), treeSize: BigInt(size), leafHash: leaves[index] as Hash, proof, rootHash };
        expect(verifyInclusion(good)).toBe(true);
        const bad = [
          { leafIndex: good.leafIndex + 1n },
          { leafIndex: good.leafIndex + good.treeSize },
          { leafHash: flip(good.leafHash) },
          { rootHash: flip(rootHash) },
          { proof: [...proof, rootHash] },
          ...(proof.length > 0 ? [{ proof: proof.slice(1) }, { proof: proof.slice(0, -1) }, { proof: proof.map(flip) }] : []),
          ...(proof.length > 1 ? [{ proof: proof.toReversed() }] : []),
          { leafHash: good.leafHash.subarray(1) },
        ];
        for (const change of bad) expect(verifyInclusion({ ...good, ...change })).toBe(false);
      }
    }
  });

  it('a proof for a smaller tree does not pass for a larger one, nor a larger one for a smaller', () => {
    const nodes = stored(8);
    const small = {
      leafIndex: 0n,
      leafHash: leaves[0] as Hash,
      proof: prove(inclusionRanges(0, 4), nodes),
      rootHash: rootOf(leaves.slice(0, 4)),
    };
    expect(verifyInclusion({ ...small, treeSize: 4n })).toBe(true);
    for (const treeSize of [1n, 2n, 5n, 8n, 9n, 1n << 40n]) expect(verifyInclusion({ ...small, treeSize })).toBe(false);
    const pair = {
      firstSize: 2n,
      firstRoot: rootOf(leaves.slice(0, 2)),
      secondRoot: rootOf(leaves.slice(0, 4)),
      proof: prove(consistencyRanges(2, 4), nodes),
    };
    expect(verifyConsistency({ ...pair, secondSize: 4n })).toBe(true);
    for (const secondSize of [2n, 5n, 8n, 9n, 1n << 40n]) expect(verifyConsistency({ ...pair, secondSize })).toBe(false);
  });

  it('every consistency proof up to 40 leaves verifies, and no damaged one does', () => {
    for (let second = 1; second <= 40; second++) {
      const nodes = stored(second);
      const secondRoot = rootOf(leaves.slice(0, second));
      for (let first = 1; first <= second; first++) {
        const proof = prove(consistencyRanges(first, second), nodes);
        const good = { firstSize: BigInt(first), secondSize: BigInt(second), firstRoot: rootOf(leaves.slice(0, first)), secondRoot, proof };
        expect(verifyConsistency(good)).toBe(true);
        const bad = [
          { firstRoot: flip(good.firstRoot) },
          { secondRoot: flip(secondRoot) },
          { proof: [...proof, secondRoot] },
          { firstSize: 0n },
          { firstSize: good.secondSize, secondSize: good.firstSize - 1n },
          ...(first < second
            ? [
                { proof: [] },
                { proof: proof.slice(1) },
                { proof: proof.slice(0, -1) },
                { proof: proof.map(flip) },
                { firstRoot: secondRoot, secondRoot: good.firstRoot },
              ]
            : []),
        ];
        for (const change of bad)
          expect(verifyConsistency({ ...good, ...change }), `${first} ${second} ${JSON.stringify(Object.keys(change))}`).toBe(false);
      }
    }
  });

  it('never accepts random proofs, at any 64-bit size, and never runs long', () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const size = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
    fc.assert(
      fc.property(size, size, hash, hash, fc.array(hash, { maxLength: 70 }), (a, b, x, y, proof) => {
        expect(verifyInclusion({ leafIndex: a, treeSize: b, leafHash: x, rootHash: y, proof })).toBe(false);
        if (a !== b) expect(verifyConsistency({ firstSize: a, secondSize: b, firstRoot: x, secondRoot: y, proof })).toBe(false);
      }),
    );
  });
});
