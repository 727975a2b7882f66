// The whole product as its user runs it: one process started by the command line, in a folder of its own, on free ports.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeEmbeddedPostgres } from '@shishobako/database/embedded-postgres';
import { layoutOf } from '../../apps/cli/src/start/layout.ts';
import { type PortName, type Ports, portsFrom, serviceOffsets, urlOf } from '../../apps/cli/src/start/ports.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const main = join(repository, 'apps/cli/src/main.ts');

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

async function findPortBase(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    // Below the range the system takes outgoing connections from: a restart must find the ports free.
    const base = 21_000 + Math.floor(Math.random() * 1_100) * 10;
    const free = await Promise.all(Object.values(serviceOffsets).map((offset) => isFree(base + offset)));
    if (free.every(Boolean)) return base;
  }
  throw new Error('no free ports');
}

export type Output = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs the command line to its end. */
export function runCli(args: readonly string[], options: { cwd?: string } = {}): Promise<Output> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk));
    child.once('error', reject);
    child.once('exit', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}

export type Town = {
  readonly dataDir: string;
  readonly ports: Ports;
  url(name: PortName): string;
  /** Everything the process has written to its two outputs so far. */
  log(): string;
  start(): Promise<void>;
  /** Of the process that all its services run in. */
  pid(): number;
  /** Ctrl-C; resolves with the exit code. */
  stop(): Promise<number>;
  /** No time to do anything. */
  kill(): Promise<void>;
  remove(): Promise<void>;
};

/** Starts the town; the folder's name has a space and a Japanese character, as users' folders do. */
export async function startTown(): Promise<Town> {
  const dataDir = join(await mkdtemp(join(tmpdir(), 'town-')), '私書箱 data');
  const base = await findPortBase();
  const ports = portsFrom(base);
  let child: ChildProcess | undefined;
  let text = '';

  const exited = (process: ChildProcess): Promise<number> =>
    process.exitCode !== null || process.signalCode !== null
      ? Promise.resolve(process.exitCode ?? 1)
      : new Promise((resolve) => process.once('exit', (code) => resolve(code ?? 1)));

  const town: Town = {
    dataDir,
    ports,
    url: (name) => urlOf(ports, name),
    log: () => text,
    start: () =>
      new Promise((resolve, reject) => {
        const started = spawn(process.execPath, [main, 'start', '--data', dataDir, '--port-base', String(base), '--log', 'warn'], {
          stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        });
        child = started;
        started.stdout?.on('data', (chunk: Buffer) => (text += chunk));
        started.stderr?.on('data', (chunk: Buffer) => (text += chunk));
        started.once('message', () => resolve());
        started.once('exit', (code) => reject(new Error(`the town ended with ${code}:\n${text.slice(-3_000)}`)));
      }),
    pid() {
      if (child?.pid === undefined) throw new Error('the town is not running');
      return child.pid;
    },
    async stop() {
      if (!child) return 0;
      child.kill('SIGINT');
      return exited(child);
    },
    async kill() {
      if (!child) return;
      child.kill('SIGKILL');
      await exited(child);
    },
    async remove() {
      await town.stop();
      // The cluster may live outside the folder: a server started by root runs under another account.
      await removeEmbeddedPostgres(layoutOf(dataDir).postgres);
      await rm(join(dataDir, '..'), { recursive: true, force: true });
    },
  };
  await town.start();
  return town;
}
