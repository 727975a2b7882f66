// A real PostgreSQL in a folder: one command, no installation, no port (architecture sheet §5).
// Durable (fsync on), owned by one process at a time, and repaired or explained after a kill at any moment.
import { constants, existsSync } from 'node:fs';
import { access, mkdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { lockDataFolder } from './data-folder-lock.ts';
import { findServerAccount, type ServerAccount } from './embedded-account.ts';
import { findBinaries, type PostgresBinaries } from './embedded-binaries.ts';
import { adminRole, findServerHome, getCluster } from './embedded-cluster.ts';
import { type EmbeddedPostgresProblem, noAccount, unwritableFolder } from './embedded-problem.ts';
import { findRunningServer, socketUrl, startServer } from './embedded-server.ts';

export type EmbeddedPostgresOptions = {
  /** Everything the database writes goes in here; made when missing. */
  readonly dataDir: string;
  /** Short lines for a person who waits, in English, without a full stop. */
  readonly onProgress?: (line: string) => void;
  /** Server settings on top of ours; tests turn `fsync` off. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Other programs than the ones npm brought: `/usr/lib/postgresql/15/bin`, major 15. */
  readonly binaries?: PostgresBinaries;
};

export type EmbeddedPostgres = {
  /** Superuser connection over the private socket; for `provisionService`. */
  readonly adminUrl: string;
  readonly socketDir: string;
  readonly pid: number;
  /** True when a server of a killed run was found and taken over. */
  readonly reused: boolean;
  /** Ends sessions, writes everything down, frees the folder. May be called more than once. */
  stop(): Promise<void>;
};

/** Starts (or takes over) the embedded PostgreSQL of `dataDir`. Expected failures are values with a sentence in `en` and `ja`. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<Result<EmbeddedPostgres, EmbeddedPostgresProblem>> {
  const dataDir = resolve(options.dataDir);
  const account = await findServerAccount();
  if (!account) return err(noAccount());
  const binaries = options.binaries ? ok(options.binaries) : await findBinaries(account);
  if (!binaries.ok) return binaries;
  const refused = await makeFolder(dataDir);
  if (refused) return err(unwritableFolder(dataDir, refused));
  const lock = await lockDataFolder(dataDir);
  if (!lock.ok) return lock;
  try {
    const running = await startIn(dataDir, account, binaries.value, options);
    if (!running.ok) {
      await lock.value();
      return running;
    }
    let stopped: Promise<void> | undefined;
    const stop = () => (stopped ??= running.value.stop().finally(lock.value));
    const { socketDir, pid, reused } = running.value;
    return ok({ adminUrl: socketUrl(socketDir, adminRole, 'postgres'), socketDir, pid, reused, stop });
  } catch (cause) {
    await lock.value();
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(code)) return err(unwritableFolder(dataDir, code));
    throw cause;
  }
}

async function startIn(dataDir: string, account: ServerAccount, binaries: PostgresBinaries, options: EmbeddedPostgresOptions) {
  const onProgress = options.onProgress ?? (() => {});
  const home = await findServerHome(dataDir, account);
  const cluster = await getCluster(home, account, binaries, onProgress);
  if (!cluster.ok) return cluster;
  const found = await findRunningServer(cluster.value);
  onProgress(found ? 'taking over the database of an earlier run' : 'starting the database');
  return found ? ok(found) : startServer(cluster.value, home, account, binaries, options.settings ?? {});
}

/** Makes the folder and probes it; the error code when that is not possible. Folders made by root stay searchable by the server. */
async function makeFolder(folder: string): Promise<string | undefined> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    await access(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  }
}

/**
 * Deletes the embedded database of `dataDir` (`--reset`): stops a server left by a killed run, removes the cluster wherever it
 * lives and its log. Refuses while a living process owns the folder. The folder itself and anything else in it stay.
 */
export async function removeEmbeddedPostgres(dataDir: string): Promise<Result<void, EmbeddedPostgresProblem>> {
  const folder = resolve(dataDir);
  if (!existsSync(folder)) return ok(undefined);
  const lock = await lockDataFolder(folder);
  if (!lock.ok) return lock;
  const pointer = join(folder, 'postgres-home');
  const home = (await readFile(pointer, 'utf8').catch(() => folder)).trim();
  const left = await findRunningServer(join(home, 'postgres'));
  await left?.stop();
  for (const name of ['postgres', 'socket', 'postgres.log']) await rm(join(home, name), { recursive: true, force: true });
  if (home !== folder) await rm(home, { recursive: true, force: true });
  await rm(pointer, { force: true });
  await lock.value();
  return ok(undefined);
}
