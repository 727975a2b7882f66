// kill -9 of writer and sequencer at arbitrary moments: what was committed gets its place, once, and the log extends every earlier head.
import { spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ed25519SignerFromSeed } from '@shishobako/crypto/node/ed25519';
import { signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { makeDatabase } from '@shishobako/database/pool';
import { withTestDatabase } from '@shishobako/testkit/database';
import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { readCheckpoint } from './log-reader.ts';
import { evidenceMigrations } from './migrations.ts';
import { drainLog } from './sequencer.ts';
import { formatVerifierKey } from './signed-note.ts';
import { verifyLog } from './verify-log.ts';

const database = await withTestDatabase('portal', [evidenceMigrations]);
const db = makeDatabase<Record<string, never>>({ url: database.appUrl });
afterAll(() => db.destroy());

const origin = 'test.example/portal';
const seed = randomBytes(32);
const signer = { name: origin, ...ed25519SignerFromSeed(seed) };
const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const { jwk } = signingKeyFrom(pem);

/** Runs the worker, kills it `ms` after its first commit and returns the ids it had reported. */
function runAndKill(ms: number): Promise<string[]> {
  const worker = join(import.meta.dirname, 'testing/log-worker.ts');
  const args = [worker, database.appUrl, origin, seed.toString('hex'), Buffer.from(pem).toString('base64')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (data: Buffer) => {
    if (out === '') setTimeout(() => child.kill('SIGKILL'), ms);
    out += data.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === null ? resolve(out.split('\n').slice(0, -1)) : reject(new Error(`worker ended by itself: ${code}`)),
    );
  });
}

it('loses nothing, doubles nothing', async () => {
  const reported: string[] = [];
  const heads: { size: number; root: Uint8Array }[] = [];
  for (let round = 0; round < 5; round++) {
    reported.push(...(await runAndKill(5 + ((round * 37) % 90))));
    const head = await readCheckpoint(db, origin);
    if (head) heads.push({ size: head.size, root: head.root });
  }
  await drainLog(db, { signer });
  const { rows } = await sql<{ intake: string }>`select intake from log_leaf`.execute(db);
  const logged = new Set(rows.map((row) => row.intake));
  expect(reported.length).toBeGreaterThan(5);
  expect(reported.filter((id) => !logged.has(id))).toEqual([]);
  expect(logged.size).toBe(rows.length);
  const { rows: intake } = await sql<{ n: number }>`select count(*) as n from evidence_intake`.execute(db);
  expect(rows.length).toBe(intake[0]?.n);
  const report = await verifyLog(db, { origin, logKey: formatVerifierKey(origin, signer.publicKey), keys: new Map([['k', jwk]]), heads });
  expect(report.problems).toEqual([]);
  expect(report.size).toBe(rows.length);
  console.info(
    `5 kills: ${reported.length} of ${reported.length} reported evidences logged once, ${heads.length} of ${heads.length} earlier heads extended`,
  );
});
