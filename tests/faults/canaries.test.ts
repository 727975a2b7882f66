// Nothing that was sealed, and no PIN, is anywhere outside the two ends: not in a database, file, log or mail, nor in the memory of the process
// that runs all services (A-01, SEC-12, PLT-04). The same for what a person keeps for itself: profile, answers, plan (CON-06, ADR 0061).
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOwnDocument, writeOwnDocument } from '@shishobako/device/own-document';
import { makeCanary, scanBytes, scanFolder } from '@shishobako/testkit/canary';
import { canReadMemory, memoryOf } from '@shishobako/testkit/process-memory';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dumpDatabases } from '../support/dump-databases.ts';
import { lookInside } from '../support/inside.ts';
import { orThrow } from '../support/powers.ts';
import { runCli, startTown, type Town } from '../support/town.ts';

let town: Town;
let dir: string;
beforeAll(async () => {
  town = await startTown();
  dir = await mkdtemp(join(tmpdir(), 'canary-'));
}, 180_000);
afterAll(async () => {
  await town.remove();
  await rm(dir, { recursive: true });
}, 60_000);

const title = '題名カナリア-4c1e9d';
const body = '本文カナリア-88ab27';
const fileName = '添付カナリア-51f0.txt';
const fileText = '添付の中身カナリア-c0ffee';
const profile = 'プロフィールカナリア-7d20e6';
const letter = [makeCanary('title', title), makeCanary('body', body), makeCanary('file name', fileName), makeCanary('file', fileText)];
const canaries = [...letter, makeCanary('profile', profile)];

/** The agency's own records and the card chips are the two ends. */
const isEnd = (path: string): boolean => /^(agencies|cards)\//.test(path);

it('finds no canary in anything the services keep, log or send', { timeout: 280_000 }, async () => {
  const seeded = JSON.parse(await readFile(join(town.dataDir, 'seeded.json'), 'utf8')) as { codes: Record<string, Record<string, string>> };
  const code = seeded.codes['shionagi-city']?.['mihon-hana'] ?? '';
  await writeFile(join(dir, fileName), fileText);
  const sent = await runCli([
    'send',
    '--data',
    town.dataDir,
    '--code',
    code,
    '--type',
    'tax-notice/v1',
    '--title',
    title,
    '--text',
    body,
    '--file',
    join(dir, fileName),
  ]);
  const env = sent.stdout.trim();
  const citizen = ['--data', town.dataDir, '--card', 'mihon-hana', '--pin', '1004'];
  await expect.poll(async () => (await runCli(['open', ...citizen])).stdout, { timeout: 30_000, interval: 1_500 }).toContain(env);
  const opened = await runCli(['open', env, ...citizen, '--save', join(dir, 'opened')]);
  expect(opened.stdout).toContain(body);
  // The scan itself works: the saved files and the citizen's screen have them all.
  expect(scanBytes(Buffer.from(opened.stdout), canaries, 'screen').map((hit) => hit.canary)).toEqual(
    expect.arrayContaining(['title', 'body']),
  );
  expect((await scanFolder(join(dir, 'opened'), canaries)).hits.length).toBeGreaterThan(1);

  // A profile of the person's own, sealed on one device and read on another.
  const inside = await lookInside(town);
  const own = { v: 'procedures/v1', facts: { person: { employment: { employerName: profile } } } };
  orThrow(await writeOwnDocument(await inside.device('mihon-hana', '1004'), 'procedures', 0, own));
  const read = orThrow(await readOwnDocument(await inside.device('mihon-hana', '1004'), 'procedures'));
  expect(scanBytes(Buffer.from(JSON.stringify(read)), canaries, 'device').map((hit) => hit.canary)).toEqual(['profile']);
  await inside.close();

  // The database server of a test run as root lives elsewhere when its account may not enter the data folder.
  const home = (await readFile(join(town.dataDir, 'postgres', 'postgres-home'), 'utf8').catch(() => '')).trim();
  const scans = await Promise.all([town.dataDir, ...(home ? [home] : [])].map((folder) => scanFolder(folder, canaries, isEnd)));
  expect(scans.reduce((sum, { files }) => sum + files, 0)).toBeGreaterThan(1_000);
  expect(scans.flatMap(({ hits }) => hits)).toEqual([]);
  for (const dump of await dumpDatabases(town.dataDir)) {
    expect(dump.length).toBeGreaterThan(1_000);
    expect(scanBytes(dump, canaries, 'database')).toEqual([]);
  }
  expect(scanBytes(Buffer.from(town.log()), canaries, 'log')).toEqual([]);
  const mails = await (await fetch(`${town.url('square')}/api/outbox?limit=200`)).text();
  expect(mails).toContain('mihon-hana@citizen.example');
  expect(scanBytes(Buffer.from(mails), canaries, 'mail')).toEqual([]);
  expect(mails).not.toContain('汐凪');

  if (!canReadMemory) return;
  // Text in memory stands as bytes or as a string of 16-bit units; the scan is shown to work by what the process must know, its data folder.
  const inMemory = [...canaries, makeCanary('data folder', town.dataDir)].map(({ name, forms }) => ({
    name,
    forms: forms.filter((form) => ['utf-8', 'utf-16le', 'base64+0', 'base64+1', 'base64+2'].includes(form.name)),
  }));
  const found = new Set<string>();
  for (const block of memoryOf(town.pid())) for (const { canary } of scanBytes(block, inMemory, 'memory')) found.add(canary);
  expect([...found]).toEqual(['data folder']);
});
