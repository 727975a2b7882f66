// Does this signed evidence stand in that log? Offline, in Node and in browsers (security sheet §4).
import { utf8 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { type Checkpoint, type CheckpointError, verifyCheckpoint } from './checkpoint.ts';
import { hashLeaf, verifyInclusion } from './merkle.ts';
import { parseVerifierKey } from './signed-note.ts';
import { parseTlogProof } from './tlog-proof.ts';

export type ProofError =
  | CheckpointError
  | { readonly kind: 'log-key.malformed' }
  | { readonly kind: 'proof.malformed' }
  | { readonly kind: 'proof.inclusion' };
export type Proven = { readonly index: bigint; readonly checkpoint: Checkpoint };

/** The leaf is the compact JWS, byte for byte. `logKey`: verifier key of the trust list. */
export async function verifyEvidenceProof(p: {
  readonly evidence: string;
  readonly proof: string;
  readonly origin: string;
  readonly logKey: string;
}): Promise<Result<Proven, ProofError>> {
  const key = parseVerifierKey(p.logKey);
  if (!key) return err({ kind: 'log-key.malformed' });
  const proof = parseTlogProof(p.proof);
  if (!proof) return err({ kind: 'proof.malformed' });
  const checkpoint = await verifyCheckpoint(proof.checkpoint, key, p.origin);
  if (!checkpoint.ok) return checkpoint;
  const { size, root } = checkpoint.value;
  const included = verifyInclusion({
    leafIndex: proof.index,
    treeSize: size,
    leafHash: hashLeaf(utf8(p.evidence)),
    proof: proof.proof,
    rootHash: root,
  });
  return included ? ok({ index: proof.index, checkpoint: checkpoint.value }) : err({ kind: 'proof.inclusion' });
}
