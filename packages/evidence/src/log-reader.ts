// Reading the log back: heads and proofs (C2SP tlog formats). A node that is missing or an intake without a place gives no proof.
import { toBase64 } from '@shishobako/kernel/bytes';
import { type QueryExecutorProvider, sql } from 'kysely';
import type { Hash } from './merkle.ts';
import { consistencyRanges, hashOfRange, inclusionRanges, type NodeRef, nodeKey, nodesOf } from './merkle-path.ts';
import { formatTlogProof } from './tlog-proof.ts';

export type Head = { readonly size: number; readonly root: Hash; readonly note: string };

/** The newest signed checkpoint, or the newest of at most `size` leaves. */
export async function readCheckpoint(db: QueryExecutorProvider, log: string, size?: number): Promise<Head | undefined> {
  const { rows } = await sql<Head>`
    select size, root, note from log_checkpoint where log = ${log} and (${size ?? null}::bigint is null or size <= ${size ?? null}::bigint)
    order by size desc limit 1`.execute(db);
  return rows[0];
}

/** Complete subtrees by reference; level 0 is the leaves. */
export async function readNodes(db: QueryExecutorProvider, log: string, refs: readonly NodeRef[]): Promise<Map<string, Hash>> {
  const inner = refs.filter(({ level }) => level > 0);
  const leaves = refs.filter(({ level }) => level === 0).map(({ idx }) => idx);
  const { rows } = await sql<NodeRef & { hash: Hash }>`
    select n.level, n.idx, n.hash from unnest(${inner.map((r) => r.level)}::int[], ${inner.map((r) => r.idx)}::bigint[]) as r(level, idx)
    join log_node n on n.log = ${log} and n.level = r.level and n.idx = r.idx
    union all
    select 0, idx, leaf_hash from log_leaf where log = ${log} and idx = any(${leaves}::bigint[])`.execute(db);
  return new Map(rows.map((row) => [nodeKey(row), row.hash]));
}

async function hashesOf(db: QueryExecutorProvider, log: string, ranges: ReturnType<typeof inclusionRanges>): Promise<Hash[]> {
  const nodes = await readNodes(db, log, ranges.flatMap(nodesOf));
  return ranges.map((range) => {
    const hash = hashOfRange(range, nodes);
    if (!hash) throw new Error(`log ${log}: a node under leaves ${range.start} to ${range.end} is missing`);
    return hash;
  });
}

/** C2SP tlog-proof text against the newest checkpoint; undefined while the evidence has no signed place yet, or is unknown. */
export async function proveInclusion(db: QueryExecutorProvider, evidenceId: string): Promise<string | undefined> {
  const { rows } = await sql<{ log: string; idx: number }>`select log, idx from log_leaf where intake = ${evidenceId}::uuid`.execute(db);
  const leaf = rows[0];
  const head = leaf && (await readCheckpoint(db, leaf.log));
  if (!leaf || !head || leaf.idx >= head.size) return undefined;
  const proof = await hashesOf(db, leaf.log, inclusionRanges(leaf.idx, head.size));
  return formatTlogProof({ index: BigInt(leaf.idx), proof, checkpoint: head.note });
}

/** Proof that the log of `first` leaves is a beginning of the log of `second` leaves. */
export async function proveConsistency(db: QueryExecutorProvider, log: string, first: number, second: number): Promise<string[]> {
  if (first <= 0 || first > second) throw new RangeError('0 < first <= second');
  return (await hashesOf(db, log, consistencyRanges(first, second))).map(toBase64);
}

/** The signed statement as it was recorded. */
export async function findEvidence(db: QueryExecutorProvider, evidenceId: string): Promise<{ jws: string } | undefined> {
  const { rows } = await sql<{ jws: string }>`select jws from evidence_intake where id = ${evidenceId}::uuid`.execute(db);
  return rows[0];
}
