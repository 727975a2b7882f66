// The log on a real database: gapless, provable, one writer, nothing lost or doubled by rollbacks, races and stops.
import { generateKeyPairSync } from 'node:crypto';
import { ed25519SignerOf } from '@shishobako/crypto/node/ed25519';
import { makeDatabase } from '@shishobako/database/pool';
import { withTransaction } from '@shishobako/database/transaction';
import { fromBase64 } from '@shishobako/kernel/bytes';
import { type EnvelopeId, randomId } from '@shishobako/kernel/ids';
import { withTestDatabase } from '@shishobako/testkit/database';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { proveConsistency, proveInclusion, readCheckpoint } from './log-reader.ts';
import { verifyConsistency } from './merkle.ts';
import { evidenceMigrations } from './migrations.ts';
import { type EvidenceIssuer, recordAllEvidence, recordEvidence } from './record-evidence.ts';
import { drainLog, LogDamaged, sequenceBatch, startSequencer } from './sequencer.ts';
import { formatVerifierKey } from './signed-note.ts';
import { verifyEvidenceProof } from './verify-evidence-proof.ts';

const database = await withTestDatabase('portal', [evidenceMigrations]);
const db = makeDatabase<Record<string, never>>({ url: database.appUrl, maxConnections: 8 });
afterAll(() => db.destroy());
const origin = 'test.example/portal';
const signer = { name: origin, ...ed25519SignerOf(generateKeyPairSync('ed25519').privateKey) };
const log = { signer };
const logKey = formatVerifierKey(origin, signer.publicKey);
const issuer: EvidenceIssuer = {
  service: 'portal',
  origin,
  kid: 'test',
  key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
};
const draft = () => ({ event: 'box.arrived', env: randomId<EnvelopeId>() }) as const;
const count = async (table: string) => (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db)).rows[0]?.n;

describe('evidence log', () => {
  it('gives evidence a place and a proof that verifies offline', async () => {
    const ref = await withTransaction(db, (trx) => recordEvidence(trx, issuer, draft()));
    expect(await proveInclusion(db, ref.id)).toBeUndefined();
    await drainLog(db, log);
    const proof = await proveInclusion(db, ref.id);
    expect(await verifyEvidenceProof({ evidence: ref.jws, proof: proof ?? '', origin, logKey })).toMatchObject({
      ok: true,
      value: { index: 0n },
    });
  });

  it('a rolled-back change leaves no evidence', async () => {
    const before = await count('evidence_intake');
    await expect(
      withTransaction(db, async (trx) => {
        await recordEvidence(trx, issuer, draft());
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await drainLog(db, log);
    expect(await count('evidence_intake')).toBe(before);
    expect(await count('log_leaf')).toBe(before);
  });

  it('the app role cannot change or remove evidence', async () => {
    for (const table of ['evidence_intake', 'log_leaf', 'log_node', 'log_checkpoint']) {
      await expect(sql`delete from ${sql.table(table)}`.execute(db)).rejects.toThrow('permission denied');
      await expect(sql`truncate ${sql.table(table)}`.execute(db)).rejects.toThrow('permission denied');
    }
    await expect(sql`update evidence_intake set jws = 'x'`.execute(db)).rejects.toThrow('permission denied');
    await expect(sql`update log_leaf set idx = 7`.execute(db)).rejects.toThrow('permission denied');
  });

  it('several sequencers and writers at once: gapless, once each, every proof good, every head extends the one before', async () => {
    const sequencers = Array.from({ length: 3 }, () =>
      startSequencer({ db, log, intervalMs: 5, batchSize: 37, onError: (e) => expect(e).toBeUndefined() }),
    );
    const refs = (
      await Promise.all(
        Array.from({ length: 20 }, async (_, writer) => {
          const mine = [];
          for (let i = 0; i < 10; i++)
            mine.push(await withTransaction(db, (trx) => recordAllEvidence(trx, issuer, Array.from({ length: (writer % 3) + 1 }, draft))));
          return mine.flat();
        }),
      )
    ).flat();
    await drainLog(db, log);
    await Promise.all(sequencers.map((s) => s.close()));
    const { rows } = await sql<{ idx: number }>`select idx from log_leaf order by idx`.execute(db);
    expect(rows.map((r) => r.idx)).toEqual(rows.map((_, i) => i));
    expect(rows.length).toBe(await count('evidence_intake'));
    for (const ref of refs.filter((_, i) => i % 7 === 0)) {
      const proof = (await proveInclusion(db, ref.id)) ?? '';
      expect((await verifyEvidenceProof({ evidence: ref.jws, proof, origin, logKey })).ok).toBe(true);
    }
    const { rows: heads } = await sql<{ size: number; root: Uint8Array }>`select size, root from log_checkpoint order by size`.execute(db);
    expect(heads.length).toBeGreaterThan(3);
    for (const [i, head] of heads.entries()) {
      const next = heads[i + 1];
      if (!next) continue;
      const proof = (await proveConsistency(db, origin, head.size, next.size)).map(fromBase64);
      expect(
        verifyConsistency({
          firstSize: BigInt(head.size),
          secondSize: BigInt(next.size),
          firstRoot: head.root,
          secondRoot: next.root,
          proof,
        }),
      ).toBe(true);
    }
  });

  it('a batch that dies before its commit leaves nothing, and the next one takes the same rows', async () => {
    const head = await readCheckpoint(db, origin);
    await withTransaction(db, (trx) => recordAllEvidence(trx, issuer, [draft(), draft()]));
    const dying = {
      signer: {
        ...signer,
        sign: () => {
          throw new Error('killed');
        },
      },
    };
    await expect(sequenceBatch(db, dying)).rejects.toThrow('killed');
    expect((await readCheckpoint(db, origin))?.size).toBe(head?.size);
    expect(await sequenceBatch(db, log)).toBe(2);
    expect((await readCheckpoint(db, origin))?.size).toBe((head?.size ?? 0) + 2);
  });

  it('signs nothing more over a log that was edited underneath', async () => {
    const admin = makeDatabase<Record<string, never>>({ url: database.migratorUrl });
    await withTransaction(db, (trx) => recordEvidence(trx, issuer, draft()));
    const saved = (
      await sql<{ hash: Uint8Array; level: number }>`select hash, level from log_node where idx = 0 order by level desc limit 1`.execute(
        admin,
      )
    ).rows[0];
    await sql`update log_node set hash = decode(repeat('00', 32), 'hex') where idx = 0 and level = ${saved?.level}`.execute(admin);
    await expect(sequenceBatch(db, log)).rejects.toBeInstanceOf(LogDamaged);
    await sql`update log_node set hash = ${saved?.hash} where idx = 0 and level = ${saved?.level}`.execute(admin);
    await admin.destroy();
    expect(await sequenceBatch(db, log)).toBe(1);
  });
});
