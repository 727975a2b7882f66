// A service that signs evidence and keeps a log of it, in memory, for tests of what is made of them.
import { generateKeyPairSync } from 'node:crypto';
import type { EvidenceService } from '@shishobako/contracts/evidence';
import { ed25519SignerOf } from '@shishobako/crypto/node/ed25519';
import { utf8 } from '@shishobako/kernel/bytes';
import { signCheckpoint } from '../checkpoint.ts';
import { CompactTree } from '../compact-tree.ts';
import { type Hash, hashLeaf } from '../merkle.ts';
import { hashOfRange, inclusionRanges, nodeKey } from '../merkle-path.ts';
import { type EvidenceDraft, signEvidence } from '../record-evidence.ts';
import { formatVerifierKey } from '../signed-note.ts';
import { formatTlogProof } from '../tlog-proof.ts';

export function makeService(service: EvidenceService) {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = key.publicKey.export({ format: 'jwk' });
  const origin = `test.example/${service}`;
  const signer = { name: origin, ...ed25519SignerOf(generateKeyPairSync('ed25519').privateKey) };
  const kid = `${service}-evidence`;
  const entries: string[] = [];
  const say = (draft: EvidenceDraft): string => {
    const { ref } = signEvidence({ service, origin, kid, key: key.privateKey }, draft);
    entries.push(ref.jws);
    return ref.jws;
  };
  const prove = (jws: string): string => {
    const tree = new CompactTree();
    const nodes = new Map<string, Hash>();
    for (const [idx, entry] of entries.entries()) {
      const leaf = hashLeaf(utf8(entry));
      nodes.set(nodeKey({ level: 0, idx }), leaf);
      for (const node of tree.append(leaf)) nodes.set(nodeKey(node), node.hash);
    }
    const index = entries.indexOf(jws);
    const proof = inclusionRanges(index, entries.length).map((range) => hashOfRange(range, nodes) as Hash);
    const checkpoint = signCheckpoint({ origin, size: BigInt(entries.length), root: tree.root() }, signer);
    return formatTlogProof({ index: BigInt(index), proof, checkpoint });
  };
  const trusted = {
    service,
    url: `https://${service}.example`,
    origin,
    logKey: formatVerifierKey(origin, signer.publicKey),
    keys: [{ kid, use: 'evidence' as const, jwk: { kty: 'EC' as const, crv: 'P-256' as const, x, y } }],
  };
  return { service, origin, say, prove, trusted, entries, key, kid, signer };
}
