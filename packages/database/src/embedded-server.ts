// The server process: started on a private socket without a port, found again after a kill of its parent, stopped in order.
// Its log carries no row values: terse messages and no statement text (security sheet: logs hold ids only).
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { err, ok, type Result } from '@shishobako/kernel/result';
import pg from 'pg';
import { isAlive } from './data-folder-lock.ts';
import { canReach, type ServerAccount } from './embedded-account.ts';
import type { PostgresBinaries } from './embedded-binaries.ts';
import { adminRole } from './embedded-cluster.ts';
import { type EmbeddedPostgresProblem, startFailed } from './embedded-problem.ts';

export type Server = { readonly socketDir: string; readonly pid: number; readonly reused: boolean; stop(): Promise<void> };

const longestSocketFolder = 107 - '/.s.PGSQL.5432.lock'.length;

export const socketUrl = (socketDir: string, role: string, database: string): string =>
  `postgresql://${encodeURIComponent(role)}@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(socketDir)}`;

/** A server of an earlier run that still serves this cluster; one that no longer answers is stopped. */
export async function findRunningServer(cluster: string): Promise<Server | undefined> {
  const [pidLine, , , , socketDir] = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(pidLine);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid) || !(await isPostgres(pid))) return undefined;
  for (let attempt = 0; socketDir && attempt < 100 && isAlive(pid); attempt += 1) {
    const served = await ask(socketDir, 'show data_directory');
    if (served && (await realpath(served)) === (await realpath(cluster))) {
      return { socketDir, pid, reused: true, stop: () => stopServer(pid, socketDir) };
    }
    await sleep(50);
  }
  await stopServer(pid, undefined);
  return undefined;
}

/** Starts PostgreSQL on the cluster and waits until it answers. */
export async function startServer(
  cluster: string,
  home: string,
  account: ServerAccount,
  binaries: PostgresBinaries,
  settings: Readonly<Record<string, string>>,
): Promise<Result<Server, EmbeddedPostgresProblem>> {
  await writeAccessRules(cluster, account, binaries.major);
  const socketDir = await makeSocketFolder(home, account);
  const logFile = join(home, 'postgres.log');
  const deadline = Date.now() + 30_000;
  for (;;) {
    const child = spawnServer(cluster, socketDir, account, binaries, settings, logFile);
    const outcome = await waitUntilReady(child, socketDir, deadline);
    const { pid } = child;
    if (outcome === 'ready' && pid !== undefined) return ok({ socketDir, pid, reused: false, stop: () => stopServer(pid, socketDir) });
    const reason = await readReason(logFile);
    // The pid of a server that was just killed may still be waiting to be reaped: the lock file frees itself.
    const waitsForReaper = reason.includes('already exists') && Date.now() + 5_000 < deadline;
    if (!waitsForReaper) {
      child.kill('SIGQUIT');
      return err(startFailed(outcome === 'slow' ? 'it did not answer within 30 seconds' : reason, logFile));
    }
    await sleep(200);
  }
}

function spawnServer(
  cluster: string,
  socketDir: string,
  account: ServerAccount,
  { bin }: PostgresBinaries,
  settings: Readonly<Record<string, string>>,
  logFile: string,
): ChildProcess {
  const all = {
    listen_addresses: '',
    unix_socket_directories: `"${socketDir}"`,
    unix_socket_permissions: '0700',
    max_connections: '200',
    fsync: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    lc_messages: 'C',
    ...settings,
  };
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(logFile, 'a', 0o600);
  // Detached: Ctrl-C in the terminal must reach us, not the server under our feet.
  const child = spawn(join(bin, 'postgres'), ['-D', cluster, ...args], {
    ...account.spawn,
    cwd: cluster,
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  });
  closeSync(log);
  child.on('error', () => {});
  child.unref();
  return child;
}

async function waitUntilReady(child: ChildProcess, socketDir: string, deadline: number): Promise<'ready' | 'ended' | 'slow'> {
  while (Date.now() < deadline) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return 'ended';
    if (existsSync(join(socketDir, '.s.PGSQL.5432')) && (await ask(socketDir, 'select 1 as one')) !== undefined) return 'ready';
    await sleep(20);
  }
  return 'slow';
}

/** First column of the first row as text, or undefined when nobody answers. */
async function ask(socketDir: string, query: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: socketUrl(socketDir, adminRole, 'postgres'), connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<string[]>({ text: query, rowMode: 'array' });
    return String(rows[0]?.[0]);
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Fast shutdown (SIGINT): sessions end, changes are checkpointed. After 15 s the hard way, which recovery repairs. */
async function stopServer(pid: number, socketDir: string | undefined): Promise<void> {
  for (const [signal, patience] of [['SIGINT', 15_000] as const, ['SIGQUIT', 5_000] as const]) {
    if (!isAlive(pid)) break;
    process.kill(pid, signal);
    for (const end = Date.now() + patience; isAlive(pid) && Date.now() < end; ) await sleep(20);
  }
  if (socketDir?.includes('shishobako-socket-')) await rm(socketDir, { recursive: true, force: true });
}

/** Only the operating-system user that runs Shishobako may connect, in every role; nobody over the network. */
async function writeAccessRules(cluster: string, account: ServerAccount, major: number): Promise<void> {
  const user = userInfo().username;
  // pg_ident knows the role name `all` from PostgreSQL 16 on; before that the 0700 folder of the socket is the guard.
  const method = major >= 16 ? 'peer map=shishobako' : 'trust';
  const files = { 'pg_hba.conf': `local all all ${method}\n`, 'pg_ident.conf': `shishobako "${user}" all\n` };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(cluster, name), text, { mode: 0o600 });
    await chown(join(cluster, name), account.uid, account.gid);
  }
}

/** Inside the home when the path is short enough for a socket (107 bytes), else in a temporary folder; 0700 either way. */
async function makeSocketFolder(home: string, account: ServerAccount): Promise<string> {
  const near = join(home, 'socket');
  if (Buffer.byteLength(near) <= longestSocketFolder && !/["']/.test(near)) {
    await mkdir(near, { recursive: true, mode: 0o700 });
    await chown(near, account.uid, account.gid);
    return near;
  }
  const temporary = tmpdir();
  const usable = Buffer.byteLength(temporary) < 60 && (await canReach(account, temporary));
  const far = await mkdtemp(join(usable ? temporary : '/tmp', 'shishobako-socket-'));
  await chown(far, account.uid, account.gid);
  return far;
}

/** A pid may have been given to another program since; where /proc tells, ask it. */
async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'postgres');
  return command.startsWith('postgres');
}

async function readReason(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n');
  const last = lines.findLast((line) => /FATAL|PANIC|error while loading/i.test(line)) ?? lines.at(-1) ?? '';
  return last.replace(/^.*?(FATAL|PANIC): +/, '') || 'it ended without a word';
}
