// Every way an insider with full database rights can bend the log, done to real rows, found and named.
import { generateKeyPairSync } from 'node:crypto';
import { ed25519SignerOf } from '@shishobako/crypto/node/ed25519';
import { signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { makeDatabase } from '@shishobako/database/pool';
import { withTransaction } from '@shishobako/database/transaction';
import { type EnvelopeId, type EvidenceId, randomId } from '@shishobako/kernel/ids';
import { withTestDatabase } from '@shishobako/testkit/database';
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCheckpoint } from './log-reader.ts';
import { hashLeaf, rootOf } from './merkle.ts';
import { evidenceMigrations } from './migrations.ts';
import { type EvidenceIssuer, recordAllEvidence, signEvidence } from './record-evidence.ts';
import { drainLog } from './sequencer.ts';
import { formatVerifierKey } from './signed-note.ts';
import { type VerifyLogOptions, verifyLog } from './verify-log.ts';

const database = await withTestDatabase('portal', [evidenceMigrations]);
type Tables = Record<string, never>;
const db = makeDatabase<Tables>({ url: database.appUrl });
const admin = makeDatabase<Tables>({ url: database.migratorUrl });
afterAll(async () => void (await Promise.all([db.destroy(), admin.destroy()])));

const origin = 'test.example/portal';
const signer = { name: origin, ...ed25519SignerOf(generateKeyPairSync('ed25519').privateKey) };
const pem = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const key = signingKeyFrom(pem());
const issuer: EvidenceIssuer = { service: 'portal', origin, kid: key.kid, key: key.privateKey };
const options: VerifyLogOptions = {
  origin,
  logKey: formatVerifierKey(origin, signer.publicKey),
  keys: new Map([[key.kid, key.jwk]]),
  pageSize: 10,
};
const draft = () => ({ event: 'box.arrived', env: randomId<EnvelopeId>() }) as const;
let heads: { size: number; root: Uint8Array }[] = [];

beforeAll(async () => {
  for (const n of [5, 1, 16, 3, 8]) {
    await withTransaction(db, (trx) => recordAllEvidence(trx, issuer, Array.from({ length: n }, draft)));
    await drainLog(db, { signer });
    const head = await readCheckpoint(db, origin);
    if (head) heads = [...heads, { size: head.size, root: head.root }];
  }
});

class Undo extends Error {}
/** Does the deed as the schema's owner, without foreign keys in the way, looks, and takes it back. */
async function after(...deeds: RawBuilder<unknown>[]): Promise<string[]> {
  let seen: string[] = [];
  await withTransaction(admin, async (trx: Transaction<Tables>) => {
    for (const table of ['evidence_pending', 'log_leaf'])
      await sql.raw(`alter table ${table} drop constraint ${table}_intake_fkey`).execute(trx);
    for (const deed of deeds) await deed.execute(trx);
    seen = (await verifyLog(trx, options)).problems.map(({ kind, row }) => `${kind} ${row}`);
    throw new Undo();
  }).catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  return seen;
}
const intakeAt = async (idx: number) =>
  (
    await sql<{
      intake: string;
      jws: string;
    }>`select l.intake, i.jws from log_leaf l join evidence_intake i on i.id = l.intake where idx = ${idx}`.execute(db)
  ).rows[0] as { intake: string; jws: string };

const leafHashes = async () =>
  (await sql<{ h: Uint8Array }>`select leaf_hash as h from log_leaf order by idx`.execute(db)).rows.map(({ h }) => h);

describe('verify log', () => {
  it('finds nothing in an honest log', async () => {
    expect(await verifyLog(db, { ...options, heads })).toEqual({ size: 33, checkpoints: 5, problems: [] });
  });

  it('names edited rows', async () => {
    const { intake, jws } = await intakeAt(7);
    const at = sql`id = ${intake}::uuid`;
    expect(await after(sql`update evidence_intake set event = 'box.failed' where ${at}`)).toEqual([
      `intake.edited evidence_intake ${intake}`,
    ]);
    expect(await after(sql`update evidence_intake set env = ${randomId<EnvelopeId>()}::uuid where ${at}`)).toEqual([
      `intake.edited evidence_intake ${intake}`,
    ]);
    expect(await after(sql`update evidence_intake set jws = ${jws.slice(0, -1)} where ${at}`)).toEqual([
      'leaf.edited log_leaf 7',
      `intake.forged evidence_intake ${intake}`,
    ]);
    expect(await after(sql`update log_leaf set leaf_hash = sha256('x') where idx = 7`)).toContain('leaf.edited log_leaf 7');
    expect(await after(sql`update log_node set hash = sha256('x') where level = 2 and idx = 1`)).toEqual(['node.edited log_node 2/1']);
    expect(await after(sql`update log_checkpoint set root = sha256('x') where size = 6`)).toContain('checkpoint.edited log_checkpoint 6');
    expect(await after(sql`update log_checkpoint set note = replace(note, ${'\n6\n'}, ${'\n7\n'}) where size = 6`)).toEqual([
      'checkpoint.forged log_checkpoint 6',
    ]);
  });

  it('names replaced evidence even when it was signed with the true key and its leaf was made to fit', async () => {
    const { intake } = await intakeAt(7);
    const forged = signEvidence(issuer, { ...draft(), id: intake as EvidenceId }).ref.jws;
    const hash = `\\x${Buffer.from(hashLeaf(Buffer.from(forged))).toString('hex')}`;
    const seen = await after(
      sql`update evidence_intake set jws = ${forged}, env = (convert_from(decode(rpad(translate(split_part(${forged}, '.', 2), '-_', '+/'), (length(split_part(${forged}, '.', 2)) + 3) / 4 * 4, '='), 'base64'), 'utf8')::json ->> 'env')::uuid where id = ${intake}::uuid`,
      sql`update log_leaf set leaf_hash = ${hash}::bytea where idx = 7`,
    );
    expect(seen).toContain('node.edited log_node 1/3');
    expect(seen).toContain('checkpoint.root log_checkpoint 22');
    expect(seen).not.toContain('checkpoint.root log_checkpoint 6');
  });

  it('names deleted, inserted and swapped rows and a cut-off end', async () => {
    const { intake } = await intakeAt(9);
    expect(await after(sql`delete from log_leaf where idx = 9`)).toEqual(['leaf.missing log_leaf 9']);
    expect(await after(sql`delete from evidence_intake where id = ${intake}::uuid`)).toEqual([`intake.missing evidence_intake ${intake}`]);
    expect(await after(sql`delete from log_node where level = 1 and idx = 0`)).toEqual(['node.missing log_node 1/0']);
    const swapped = await after(
      sql`update log_leaf set idx = 1000 where idx = 9`,
      sql`update log_leaf set idx = 9 where idx = 10`,
      sql`update log_leaf set idx = 10 where idx = 1000`,
    );
    expect(swapped).toContain('node.edited log_node 1/4');
    const extra = signEvidence(issuer, draft()).ref;
    const intakeRow = sql`insert into evidence_intake (id, event, env, jws) values (${extra.id}, ${extra.event}, (select env from evidence_intake limit 1), ${extra.jws})`;
    expect(await after(intakeRow)).toContain(`intake.unlogged evidence_intake ${extra.id}`);
    const hash = `\\x${Buffer.from(hashLeaf(Buffer.from(extra.jws))).toString('hex')}`;
    expect(await after(intakeRow, sql`insert into log_leaf values (${origin}, 33, ${hash}::bytea, ${extra.id})`)).toContain(
      'leaf.beyond-head log_leaf 33',
    );
    expect(await after(sql`delete from log_leaf where idx >= 30`)).toContain('head.lost log_checkpoint 33');
    expect(await after(sql`insert into log_node values (${origin}, 6, 0, sha256('x'))`)).toContain('node.surplus log_node');
  });

  it('a clean rebuild without the end, or with other leaves, is betrayed by heads that others kept', async () => {
    const last = heads.at(-1);
    if (!last) throw new Error('heads');
    const longer = { size: 40, root: last.root };
    const other = { size: 22, root: last.root };
    const kinds = async (known: typeof heads) =>
      (await verifyLog(db as Kysely<Tables>, { ...options, heads: known })).problems.map(({ kind, row }) => `${kind} ${row}`);
    expect(await kinds([longer])).toEqual(['head.lost head 40 kept elsewhere']);
    expect(await kinds([other])).toEqual(['checkpoint.root head 22 kept elsewhere']);
    const between = { size: 20, root: rootOf((await leafHashes()).slice(0, 20)) };
    expect(await kinds([between])).toEqual(['checkpoint.missing log_checkpoint 20']);
  });
});
