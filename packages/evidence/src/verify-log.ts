// Rebuilds a log from its rows and compares everything with everything (security sheet §4, A-09): edited, deleted, inserted and swapped
// rows are found and the row is named. Heads that others keep (receipts, witnesses) catch even a rebuild with the true key.
import { Evidence } from '@shishobako/contracts/evidence';
import type { EcPublicJwk } from '@shishobako/contracts/primitives';
import { verifyCompact } from '@shishobako/crypto/node/jws';
import { equalBytes, utf8 } from '@shishobako/kernel/bytes';
import { type QueryExecutorProvider, sql } from 'kysely';
import { verifyCheckpoint } from './checkpoint.ts';
import { CompactTree, type StoredNode } from './compact-tree.ts';
import { type Hash, hashLeaf } from './merkle.ts';
import { evidenceTyp } from './record-evidence.ts';
import { parseVerifierKey, type VerifierKey } from './signed-note.ts';

export type LogProblem = {
  readonly kind:
    | 'leaf.missing'
    | 'leaf.edited'
    | 'leaf.beyond-head'
    | 'intake.missing'
    | 'intake.edited'
    | 'intake.forged'
    | 'intake.unlogged'
    | 'node.missing'
    | 'node.edited'
    | 'node.surplus'
    | 'checkpoint.forged'
    | 'checkpoint.edited'
    | 'checkpoint.root'
    | 'checkpoint.missing'
    | 'head.lost';
  /** Table and key: `log_leaf 17`, `evidence_intake <uuid>`, `log_node 2/4`, `log_checkpoint 120`. */
  readonly row: string;
  readonly detail: string;
};
export type LogReport = { readonly size: number; readonly checkpoints: number; readonly problems: readonly LogProblem[] };
/** `heads`: checkpoints others kept. `keys`: the service's evidence keys by kid; `keep`: problems listed at most. */
export type VerifyLogOptions = {
  readonly origin: string;
  readonly logKey: string;
  readonly keys: ReadonlyMap<string, EcPublicJwk>;
  readonly heads?: readonly { readonly size: number; readonly root: Hash }[];
  readonly keep?: number;
  readonly pageSize?: number;
};

type LeafRow = { idx: number; hash: Uint8Array; intake: string; id: string | null; event: string; env: string | null; jws: string };
type Report = (kind: LogProblem['kind'], row: string, detail?: string) => void;

/** What is wrong with one leaf and the evidence it stands for, worst first. */
function intakeProblem(row: LeafRow, { keys, origin }: VerifyLogOptions): readonly [LogProblem['kind'], string] | undefined {
  if (row.id === null) return ['intake.missing', ''];
  const verified = verifyCompact(row.jws, evidenceTyp, ({ kid }) => keys.get(kid ?? ''));
  if (!verified.ok) return ['intake.forged', verified.error.kind];
  const evidence = Evidence.safeParse(verified.value.payload);
  if (!evidence.success) return ['intake.forged', 'not evidence'];
  const { id, event, env, issuer } = evidence.data;
  const signed = { id, event, env, origin: issuer.origin };
  const stored = { id: row.id, event: row.event, env: row.env, origin };
  const differing = (['id', 'event', 'env', 'origin'] as const).find((field) => signed[field] !== stored[field]);
  return differing && ['intake.edited', `${differing} differs from what was signed`];
}

function checkLeaf(row: LeafRow, options: VerifyLogOptions, report: Report): void {
  const name = `evidence_intake ${row.intake}`;
  if (row.id !== null && !equalBytes(hashLeaf(utf8(row.jws)), row.hash))
    report('leaf.edited', `log_leaf ${row.idx}`, `does not hash ${name}`);
  const problem = intakeProblem(row, options);
  if (problem) report(problem[0], name, `leaf ${row.idx} ${problem[1]}`.trimEnd());
}

async function checkNodes(db: QueryExecutorProvider, origin: string, nodes: readonly StoredNode[], report: Report): Promise<void> {
  const hashes = nodes.map(({ hash }) => `\\x${Buffer.from(hash).toString('hex')}`);
  const { rows } = await sql<{ level: number; idx: number; missing: boolean }>`
    select n.level, n.idx, s.hash is null as missing
    from unnest(${nodes.map((n) => n.level)}::int[], ${nodes.map((n) => n.idx)}::bigint[], ${hashes}::bytea[]) as n(level, idx, hash)
    left join log_node s on s.log = ${origin} and s.level = n.level and s.idx = n.idx
    where s.hash is distinct from n.hash order by 1, 2`.execute(db);
  for (const { level, idx, missing } of rows)
    report(
      missing ? 'node.missing' : 'node.edited',
      `log_node ${level}/${idx}`,
      `covers leaves ${idx * 2 ** level} to ${(idx + 1) * 2 ** level - 1}`,
    );
}

async function checkCheckpoint(
  row: { size: number; root: Uint8Array; note: string },
  key: VerifierKey,
  origin: string,
  report: Report,
): Promise<void> {
  const signed = await verifyCheckpoint(row.note, key, origin);
  const name = `log_checkpoint ${row.size}`;
  if (!signed.ok) report('checkpoint.forged', name, signed.error.kind);
  else if (signed.value.size !== BigInt(row.size) || !equalBytes(signed.value.root, row.root))
    report('checkpoint.edited', name, 'row differs from its signed note');
}

/** Compares rebuilt roots with the expected ones, smallest size first; the first wrong one bounds the leaves in doubt. */
function makeRootCheck(expected: readonly { size: number; root: Uint8Array; name: string }[], report: Report) {
  const queue = expected.toSorted((a, b) => a.size - b.size);
  let lastGood = 0;
  let damaged = false;
  return {
    at(size: number, root: () => Hash): void {
      while (queue[0]?.size === size) {
        const [head] = queue.splice(0, 1);
        if (!head || damaged) continue;
        if (equalBytes(root(), head.root)) lastGood = size;
        else {
          damaged = true;
          report('checkpoint.root', head.name, `leaves ${lastGood} to ${size - 1} are not those that were signed`);
        }
      }
    },
    rest: () => queue,
  };
}

export async function verifyLog(db: QueryExecutorProvider, options: VerifyLogOptions): Promise<LogReport> {
  const { origin, heads = [], keep = 1000, pageSize = 5000 } = options;
  const problems: LogProblem[] = [];
  const report: Report = (kind, row, detail = '') => void (problems.length < keep && problems.push({ kind, row, detail }));
  const { rows: checkpoints } = await sql<{ size: number; root: Uint8Array; note: string }>`
    select size, root, note from log_checkpoint where log = ${origin} order by size`.execute(db);
  const key = parseVerifierKey(options.logKey);
  if (!key) throw new TypeError('the log key is not a verifier key');
  for (const checkpoint of checkpoints) await checkCheckpoint(checkpoint, key, origin, report);
  const roots = makeRootCheck(
    [
      ...checkpoints.map((c) => ({ ...c, name: `log_checkpoint ${c.size}` })),
      ...heads.map((h) => ({ ...h, name: `head ${h.size} kept elsewhere` })),
    ],
    report,
  );

  const tree = new CompactTree();
  let nodeCount = 0;
  for (let next = 0; ; ) {
    const { rows } = await sql<LeafRow>`
      select l.idx, l.leaf_hash as hash, l.intake, i.id, i.event, i.env, i.jws from log_leaf l left join evidence_intake i on i.id = l.intake
      where l.log = ${origin} and l.idx >= ${next} order by l.idx limit ${pageSize}`.execute(db);
    if (rows.length === 0) break;
    const nodes: StoredNode[] = [];
    for (const row of rows) {
      // A gap shifts nothing: the place is named, and from there on roots and nodes cannot be compared.
      if (row.idx !== tree.size) {
        report('leaf.missing', `log_leaf ${tree.size}`, row.idx - tree.size > 1 ? `to ${row.idx - 1}` : '');
        return { size: tree.size, checkpoints: checkpoints.length, problems };
      }
      checkLeaf(row, options, report);
      nodes.push(...tree.append(row.hash));
      roots.at(tree.size, () => tree.root());
    }
    nodeCount += nodes.length;
    await checkNodes(db, origin, nodes, report);
    next = tree.size;
  }
  await checkWhole(
    db,
    options,
    { tree, nodeCount, sizes: new Set(checkpoints.map((c) => c.size)), last: checkpoints.at(-1)?.size ?? 0, unmet: roots.rest() },
    report,
  );
  return { size: tree.size, checkpoints: checkpoints.length, problems };
}

async function checkWhole(
  db: QueryExecutorProvider,
  { origin, heads = [] }: VerifyLogOptions,
  found: {
    tree: CompactTree;
    nodeCount: number;
    sizes: ReadonlySet<number>;
    last: number;
    unmet: readonly { size: number; name: string }[];
  },
  report: Report,
): Promise<void> {
  const { tree, nodeCount, sizes, last, unmet } = found;
  for (const { size, name } of unmet) if (size > tree.size) report('head.lost', name, `the log ends at ${tree.size}`);
  if (tree.size > last) report('leaf.beyond-head', `log_leaf ${last}`, `no checkpoint covers leaves ${last} to ${tree.size - 1}`);
  for (const { size } of heads)
    if (size <= tree.size && !sizes.has(size)) report('checkpoint.missing', `log_checkpoint ${size}`, 'others keep this head');
  const { rows: nodes } = await sql<{ n: number }>`select count(*) as n from log_node where log = ${origin}`.execute(db);
  if ((nodes[0]?.n ?? 0) > nodeCount) report('node.surplus', 'log_node', `${nodes[0]?.n} rows where ${nodeCount} belong`);
  const { rows: unlogged } = await sql<{ id: string }>`
    select i.id from evidence_intake i where not exists (select from log_leaf l where l.intake = i.id)
    and not exists (select from evidence_pending p where p.intake = i.id) limit 100`.execute(db);
  for (const { id } of unlogged) report('intake.unlogged', `evidence_intake ${id}`, 'neither in the log nor waiting for it');
}
