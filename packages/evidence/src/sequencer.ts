// One writer gives every intake row its place: gapless index, complete nodes and a signed checkpoint in one transaction, so that a kill at
// any point leaves either the whole batch or none of it (security sheet §4).

import { withTransaction } from '@shishobako/database/transaction';
import { equalBytes, utf8 } from '@shishobako/kernel/bytes';
import { type Kysely, type QueryExecutorProvider, sql } from 'kysely';
import { signCheckpoint } from './checkpoint.ts';
import { CompactTree, type StoredNode } from './compact-tree.ts';
import { readCheckpoint, readNodes } from './log-reader.ts';
import { hashLeaf } from './merkle.ts';
import { nodeKey, peaksOf } from './merkle-path.ts';
import type { NoteSigner } from './signed-note.ts';

/** `signer.name` is the log's origin. */
export type Log = { readonly signer: NoteSigner };

/** The stored log does not give the root that was signed last: nothing more is signed until a person has looked (§4, After a restore). */
export class LogDamaged extends Error {
  override readonly name = 'LogDamaged';
}

async function resume(trx: QueryExecutorProvider, log: string): Promise<CompactTree> {
  const head = await readCheckpoint(trx, log);
  const size = head?.size ?? 0;
  const nodes = await readNodes(trx, log, peaksOf(size));
  const peaks = peaksOf(size).map((ref) => nodes.get(nodeKey(ref)));
  if (!peaks.every((hash) => hash !== undefined)) throw new LogDamaged(`log ${log}: a node below size ${size} is missing`);
  const tree = new CompactTree(size, peaks);
  if (head && !equalBytes(tree.root(), head.root)) throw new LogDamaged(`log ${log}: nodes do not give the root signed at size ${size}`);
  return tree;
}

async function write(
  trx: QueryExecutorProvider,
  log: Log,
  tree: CompactTree,
  batch: readonly { pos: number; intake: string; jws: string }[],
): Promise<void> {
  const origin = log.signer.name;
  const first = tree.size;
  const nodes: StoredNode[] = [];
  const hashes = batch.map(({ jws }) => {
    const hash = hashLeaf(utf8(jws));
    nodes.push(...tree.append(hash));
    return hash;
  });
  const hex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`;
  const root = tree.root();
  const note = signCheckpoint({ origin, size: BigInt(tree.size), root }, log.signer);
  await sql`
    insert into log_leaf (log, idx, leaf_hash, intake)
    select ${origin}, ${first}::bigint + n - 1, hash, intake
    from unnest(${hashes.map(hex)}::bytea[], ${batch.map((b) => b.intake)}::uuid[]) with ordinality as l(hash, intake, n)`.execute(trx);
  await sql`
    insert into log_node (log, level, idx, hash)
    select ${origin}, level, idx, hash
    from unnest(${nodes.map((n) => n.level)}::int[], ${nodes.map((n) => n.idx)}::bigint[], ${nodes.map((n) => hex(n.hash))}::bytea[]) as n(level, idx, hash)`.execute(
    trx,
  );
  await sql`insert into log_checkpoint (log, size, root, note) values (${origin}, ${tree.size}, ${hex(root)}::bytea, ${note})`.execute(trx);
  await sql`delete from evidence_pending where pos = any(${batch.map((b) => b.pos)}::bigint[])`.execute(trx);
}

/**
 * Takes at most `limit` waiting rows. Returns how many; undefined when another process is at it. The lock is the transaction's own: it
 * ends with the connection, so a writer that was thought dead cannot come back and write (fencing), and its key (log, idx) is unique besides.
 */
export function sequenceBatch<DB>(db: Kysely<DB>, log: Log, limit = 4000): Promise<number | undefined> {
  return withTransaction(db, async (trx) => {
    const name = `shishobako log ${log.signer.name}`;
    const { rows: locks } = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as got`.execute(trx);
    if (!locks[0]?.got) return undefined;
    const { rows: batch } = await sql<{ pos: number; intake: string; jws: string }>`
      select p.pos, p.intake, i.jws from evidence_pending p join evidence_intake i on i.id = p.intake order by p.pos limit ${limit}`.execute(
      trx,
    );
    if (batch.length > 0) await write(trx, log, await resume(trx, log.signer.name), batch);
    return batch.length;
  });
}

/** Sequences until nothing waits. */
export async function drainLog<DB>(db: Kysely<DB>, log: Log): Promise<void> {
  for (;;) {
    const taken = await sequenceBatch(db, log);
    if (taken === 0) return;
    if (taken === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export type SequencerOptions<DB> = {
  readonly db: Kysely<DB>;
  readonly log: Log;
  /** Pause between looks; 200 ms at most keeps intake to checkpoint under a second. */
  readonly intervalMs?: number;
  /** Rows in one transaction at most. */
  readonly batchSize?: number;
  /** A failed batch is tried again; `LogDamaged` ends the sequencer. */
  readonly onError?: (error: unknown) => void;
};

/** Runs in every process of a service; the lock lets one of them write at a time. */
export function startSequencer<DB>({ db, log, intervalMs = 150, batchSize = 4000, onError = () => {} }: SequencerOptions<DB>): {
  close(): Promise<void>;
} {
  let closed = false;
  let wake = (): void => {};
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  async function run(): Promise<void> {
    while (!closed) {
      try {
        const taken = await sequenceBatch(db, log, batchSize);
        if (taken !== batchSize && !closed) await pause(intervalMs);
      } catch (error) {
        onError(error);
        if (error instanceof LogDamaged) return;
        if (!closed) await pause(intervalMs * 5);
      }
    }
  }
  const running = run();
  return {
    async close() {
      closed = true;
      wake();
      await running;
    },
  };
}
