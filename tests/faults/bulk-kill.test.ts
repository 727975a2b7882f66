// kill -9 of everything at any moment during a bulk send: nothing accepted is lost, nothing is doubled (PLT-04; issue: must hold).
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli, startTown, type Town } from '../support/town.ts';

const main = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));
const letters = 150;
let town: Town;
let dir: string;

beforeAll(async () => {
  town = await startTown();
  dir = await mkdtemp(join(tmpdir(), 'kill-'));
}, 180_000);
afterAll(async () => {
  await town.remove();
  await rm(dir, { recursive: true });
}, 60_000);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type JournalEntry = { line: number; state: string; env: string | null };
async function finalStates(file: string): Promise<Map<number, JournalEntry>> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line.startsWith('{"line"'));
  const states = new Map<number, JournalEntry>();
  for (const line of lines) {
    try {
      const entry = JSON.parse(line) as JournalEntry;
      states.set(entry.line, entry);
    } catch {
      // The last line of a killed run.
    }
  }
  return states;
}

it('survives kills of services and of the sender', { timeout: 280_000 }, async () => {
  const seeded = JSON.parse(await readFile(join(town.dataDir, 'seeded.json'), 'utf8')) as { codes: Record<string, Record<string, string>> };
  const code = seeded.codes['shionagi-city']?.['shiko-ume'] ?? '';
  const order = join(dir, 'order.csv');
  await writeFile(
    order,
    ['code,type,title,text', ...Array.from({ length: letters }, (_, i) => `${code},municipal-notice/v1,通知${i},本文${i}`)].join('\n'),
  );
  const results = `${order}.results.ndjson`;
  const args = ['send', '--data', town.dataDir, '--bulk', order];

  for (const [round, victim] of (['services', 'sender', 'services', 'both'] as const).entries()) {
    const sender = spawn(process.execPath, [main, ...args], { stdio: 'ignore' });
    const ended = new Promise((resolve) => sender.once('exit', resolve));
    const before = (await finalStates(results)).size;
    for (let waited = 0; waited < 20_000 && (await finalStates(results)).size < before + 25 && sender.exitCode === null; waited += 50)
      await pause(50);
    await pause(37 * round);
    if (victim !== 'sender') await town.kill();
    if (victim !== 'services') sender.kill('SIGKILL');
    await ended;
    if (victim !== 'sender') await town.start();
  }
  const last = await runCli(args);
  expect(last.stderr).not.toContain('Stopped');

  const states = await finalStates(results);
  const accepted = [...states.values()].filter((entry) => entry.state === 'accepted');
  expect(accepted.length).toBe(letters);
  expect(new Set(accepted.map((entry) => entry.env)).size).toBe(letters);

  // What the citizen has: each accepted letter once, none besides.
  const list = async (): Promise<number> => {
    const shown = await runCli(['open', '--data', town.dataDir, '--card', 'shiko-ume', '--pin', '1008']);
    return Number(/^(\d+) letters/m.exec(shown.stdout)?.[1] ?? -1);
  };
  const seededLetters = 3;
  await expect.poll(list, { timeout: 60_000, interval: 3_000 }).toBe(letters + seededLetters);
  await pause(2_000);
  expect(await list()).toBe(letters + seededLetters);
});
