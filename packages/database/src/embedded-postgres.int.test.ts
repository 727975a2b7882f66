// The embedded engine's life: first start, second start, kills at bad moments, folders that are not what they should be.
// Needs no server from the run: it starts its own, in paths with spaces.
import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isAlive } from './data-folder-lock.ts';
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, removeEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { withClient } from './pool.ts';

let home: string;
const running: EmbeddedPostgres[] = [];
const progress: string[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'embedded 私書箱 '));
  await chmod(home, 0o755);
  progress.length = 0;
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  await rm(home, { recursive: true, force: true });
});

async function start(dataDir = join(home, 'data'), options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const started = await startEmbeddedPostgres({ dataDir, onProgress: (line) => progress.push(line), ...options });
  if (!started.ok) throw new Error(started.error.en);
  running.push(started.value);
  return started.value;
}

async function refusal(dataDir = join(home, 'data')) {
  const started = await startEmbeddedPostgres({ dataDir });
  if (started.ok) running.push(started.value);
  return started.ok ? undefined : started.error;
}

const ask = async (server: EmbeddedPostgres, text: string) => {
  const { rows } = await withClient(server.adminUrl, (client) => client.query<Record<string, unknown>>(text));
  return rows[0];
};

test('starts durable, without a port, as nobody when we are root, and keeps what it was given', async () => {
  const first = await start();
  const settings = `select current_setting('fsync') as fsync, current_setting('listen_addresses') as port, current_setting('data_checksums') as sums`;
  expect(await ask(first, settings)).toEqual({ fsync: 'on', port: '', sums: 'on' });
  expect((await stat(`/proc/${first.pid}`).catch(() => stat(home))).uid === 0).toBe(false);
  expect((await stat(first.socketDir)).mode & 0o777).toBe(0o700);
  await ask(first, 'create table kept as select 1 as n');
  await first.stop();
  expect(await readdir(join(home, 'data'))).not.toContain('owner.json');
  const second = await start();
  expect(await ask(second, 'select n from kept')).toEqual({ n: 1 });
  expect(progress).toEqual(['creating the database', 'starting the database', 'starting the database']);
});

test('a second start on the same folder is told who runs there', async () => {
  await start();
  expect(await refusal()).toMatchObject({ kind: 'already-running', en: expect.stringContaining(String(process.pid)) });
});

test('a path too long for a socket works', async () => {
  const server = await start(join(home, 'x'.repeat(120), 'data'));
  expect(Buffer.byteLength(server.socketDir)).toBeLessThan(90);
  expect(await ask(server, 'select 1 as n')).toEqual({ n: 1 });
  await server.stop();
  await expect(stat(server.socketDir)).rejects.toThrow('ENOENT');
});

test.runIf(userInfo().uid === 0)(
  'a folder only root may enter gets its database in /var/lib, and leaves nothing there afterwards',
  async () => {
    await chmod(home, 0o700);
    const server = await start();
    await ask(server, 'create table kept as select 1 as n');
    await server.stop();
    expect(await ask(await start(), 'select n from kept')).toEqual({ n: 1 });
    const [place] = (await readFile(join(home, 'data', 'postgres-home'), 'utf8')).split('\n');
    await Promise.all(running.splice(0).map((each) => each.stop()));
    await rm(join(home, 'data'), { recursive: true });
    await start(join(home, 'other'));
    await expect(stat(place ?? '')).rejects.toThrow('ENOENT');
  },
);

test('the server of a killed run is taken over with everything it had committed', async () => {
  const dataDir = join(home, 'data');
  const pid = await startAndDie(dataDir, 'create table kept as select 1 as n');
  const server = await start(dataDir);
  expect(server).toMatchObject({ reused: true, pid });
  expect(await ask(server, 'select n from kept')).toEqual({ n: 1 });
  await server.stop();
  expect((await start(dataDir)).reused).toBe(false);
});

test('a killed server recovers what it had committed', async () => {
  const dataDir = join(home, 'data');
  const pid = await startAndDie(dataDir, 'create table kept as select 1 as n');
  process.kill(pid, 'SIGKILL');
  const server = await start(dataDir);
  expect(server.reused).toBe(false);
  expect(await ask(server, 'select n from kept')).toEqual({ n: 1 });
});

test('a first start that was interrupted starts over', async () => {
  await mkdir(join(home, 'data', 'postgres.new-abc123', 'base'), { recursive: true });
  await start();
  expect(progress[0]).toBe('an earlier first start was interrupted; starting over');
  expect((await readdir(join(home, 'data'))).filter((name) => name.includes('new'))).toEqual([]);
});

test('a damaged folder is explained, and left as it is', async () => {
  await (await start()).stop();
  await rm(join(home, 'data', 'postgres', 'global', 'pg_control'));
  const problem = await refusal();
  expect(problem).toMatchObject({
    kind: 'half-written-folder',
    en: expect.stringContaining('--reset'),
    ja: expect.stringContaining('pg_control'),
  });
  await writeFile(join(home, 'data', 'postgres', 'global', 'pg_control'), 'not a control file');
  expect(await refusal()).toMatchObject({ kind: 'start-failed', en: expect.stringContaining('postgres.log') });
  await writeFile(join(home, 'data', 'postgres', 'PG_VERSION'), '14\n');
  expect(await refusal()).toMatchObject({ kind: 'other-version', en: expect.stringContaining('14') });
});

test('a folder that cannot be written is named', async () => {
  await writeFile(join(home, 'file'), '');
  expect(await refusal(join(home, 'file', 'data'))).toMatchObject({ kind: 'unwritable-folder', en: expect.stringContaining('ENOTDIR') });
});

test('removing it stops what a killed run left and starts from nothing; a living owner is respected', async () => {
  const dataDir = join(home, 'data');
  const pid = await startAndDie(dataDir, 'create table kept as select 1 as n');
  expect(await removeEmbeddedPostgres(dataDir)).toMatchObject({ ok: true });
  expect(isAlive(pid)).toBe(false);
  const server = await start(dataDir);
  expect(await ask(server, `select to_regclass('kept') is null as gone`)).toEqual({ gone: true });
  expect(await removeEmbeddedPostgres(dataDir)).toMatchObject({ ok: false, error: { kind: 'already-running' } });
  expect(await ask(server, 'select 1 as n')).toEqual({ n: 1 });
});

test('nothing about rows reaches the log', async () => {
  const server = await start();
  await ask(server, `create table letter (title text primary key)`);
  await ask(server, `insert into letter values ('ねんきん定期便')`);
  await expect(ask(server, `insert into letter values ('ねんきん定期便')`)).rejects.toThrow('duplicate key');
  const log = await readFile(join(home, 'data', 'postgres.log'), 'utf8');
  expect(log).toContain('duplicate key');
  expect(log).not.toContain('ねんきん');
});

/** Starts the engine in a process of its own, runs one statement, and kills that process; the server's pid. */
async function startAndDie(dataDir: string, statement: string): Promise<number> {
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url).href)});
    const { withClient } = await import(${JSON.stringify(new URL('./pool.ts', import.meta.url).href)});
    const { value } = await startEmbeddedPostgres({ dataDir: process.argv[1] });
    await withClient(value.adminUrl, (client) => client.query(process.argv[2]));
    console.log(value.pid);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir, statement], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = await new Promise<number>((resolve) => child.stdout.once('data', (text: Buffer) => resolve(Number(text))));
  child.kill('SIGKILL');
  await vi.waitFor(() => expect(child.signalCode).toBe('SIGKILL'));
  return pid;
}
