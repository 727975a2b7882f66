// RFC 9162 proofs through the conformance port: the published answers of the Certificate Transparency reference tree, and how the port judges forms.
import { conformMerkleConsistency, conformMerkleInclusion } from '@shishobako/evidence/conform';
import { hashLeaf } from '@shishobako/evidence/merkle';
import { fromHex, toBase64 } from '@shishobako/kernel/bytes';
import { expect, it } from 'vitest';

const hex = (text: string): string => toBase64(fromHex(text));
const leaf = (entry: string): string => toBase64(hashLeaf(fromHex(entry)));
const root1 = 'bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=';
const root8 = 'XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=';

/** Inclusion of leaf 0 in the tree of 8, and of leaf 5 (RFC 6962 reference implementation). */
const inclusion = [
  {
    leafIndex: '0',
    leafHash: leaf(''),
    proof: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    leafIndex: '5',
    leafHash: leaf('40414243'),
    proof: [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
].map(({ proof, ...rest }) => ({ ...rest, treeSize: '8', rootHash: root8, proof: proof.map(hex) }));

const consistency = {
  firstSize: '1',
  secondSize: '8',
  firstRoot: root1,
  secondRoot: root8,
  proof: [
    'lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=',
    'Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=',
    'a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=',
  ],
};
const yes = { ok: true, result: true };
const no = { ok: true, result: false };

it('judges the published proofs', () => {
  for (const proof of inclusion) expect(conformMerkleInclusion(proof)).toEqual(yes);
  expect(conformMerkleConsistency(consistency)).toEqual(yes);
  expect(conformMerkleConsistency({ ...consistency, secondSize: '1', secondRoot: root1, proof: [] })).toEqual(yes);
});

it('a wrong proof is false, a hash of another length too', () => {
  const [good] = inclusion;
  if (!good) throw new Error('vector');
  for (const change of [
    { leafIndex: '1' },
    { leafIndex: '8' },
    { treeSize: '9' },
    { treeSize: '0' },
    { rootHash: root1 },
    { proof: [] },
    { leafHash: 'AAAA' },
    { leafIndex: '18446744073709551615' },
  ])
    expect(conformMerkleInclusion({ ...good, ...change })).toEqual(no);
  for (const change of [
    { firstSize: '2' },
    { firstSize: '0' },
    { secondSize: '9' },
    { secondSize: '0' },
    { firstRoot: root8 },
    { proof: [] },
    { proof: ['AAAA', ...consistency.proof.slice(1)] },
  ])
    expect(conformMerkleConsistency({ ...consistency, ...change })).toEqual(no);
});

it('a malformed question is not judged', () => {
  const [good] = inclusion;
  for (const bad of [
    null,
    {},
    { ...good, leafIndex: '01' },
    { ...good, leafIndex: '-1' },
    { ...good, leafIndex: 0 },
    { ...good, treeSize: '18446744073709551616' },
    { ...good, proof: ['*'] },
    { ...good, proof: null },
  ])
    expect(conformMerkleInclusion(bad)).toMatchObject({ ok: false, error: { code: 'input.malformed' } });
  expect(conformMerkleConsistency({ ...consistency, proof: Array(10_001).fill(root1) })).toMatchObject({
    ok: false,
    error: { code: 'input.limit' },
  });
});
