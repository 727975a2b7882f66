// The database's own folder: created whole or not at all (initdb beside it, then one rename), recognised when it is
// incomplete, and kept where the server's account can reach it (architecture sheet §5).
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, open, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { isAlive, isDataFolderOwned } from './data-folder-lock.ts';
import { canReach, type ServerAccount } from './embedded-account.ts';
import { type PostgresBinaries, sharedHome } from './embedded-binaries.ts';
import { type EmbeddedPostgresProblem, halfWrittenFolder, initdbFailed, otherVersion } from './embedded-problem.ts';

export const adminRole = 'shishobako_admin';
const essential = ['PG_VERSION', 'global/pg_control', 'postgresql.conf', 'base', 'pg_wal'];

/**
 * The folder the server works under, normally `dataDir` itself. Where root's data folder is closed to the server's account
 * (below /root, say), a folder of its own in /var/lib/shishobako, which `dataDir/postgres-home` points to.
 */
export async function findServerHome(dataDir: string, account: ServerAccount): Promise<string> {
  const pointer = join(dataDir, 'postgres-home');
  const known = (await readFile(pointer, 'utf8').catch(() => '')).trim();
  if (known && existsSync(known)) return known;
  if (await canReach(account, dataDir)) return dataDir;
  await removeOrphans();
  await mkdir(sharedHome, { recursive: true });
  await chmod(sharedHome, 0o755);
  const home = join(sharedHome, `postgres-${randomUUID()}`);
  await mkdir(home, { mode: 0o700 });
  await chown(home, account.uid, account.gid);
  await writeFile(join(home, 'belongs-to'), await realpath(dataDir));
  await writeFile(pointer, `${home}\n`);
  return home;
}

/** Homes in /var/lib whose data folder is gone or points elsewhere were left by a deleted data folder. */
async function removeOrphans(): Promise<void> {
  for (const name of await readdir(sharedHome).catch(() => [])) {
    if (!/^postgres-[0-9a-f-]{36}$/.test(name)) continue;
    const home = join(sharedHome, name);
    const owner = (await readFile(join(home, 'belongs-to'), 'utf8').catch(() => '')).trim();
    const pointsBack = owner && (await readFile(join(owner, 'postgres-home'), 'utf8').catch(() => '')).trim() === home;
    const [pid] = (await readFile(join(home, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    // Without a name in it, it may be a home that another start is making at this moment.
    const inUse = !owner || (await isDataFolderOwned(owner)) || (Number(pid) > 1 && isAlive(Number(pid)));
    if (!pointsBack && !inUse) await rm(home, { recursive: true, force: true });
  }
}

/** `home/postgres`, complete and of the right version; made now when it is not there. */
export async function getCluster(
  home: string,
  account: ServerAccount,
  { bin, major }: PostgresBinaries,
  onProgress: (line: string) => void,
): Promise<Result<string, EmbeddedPostgresProblem>> {
  const cluster = join(home, 'postgres');
  await removeUnfinished(home, onProgress);
  if (existsSync(cluster)) return checkCluster(cluster, major);
  onProgress('creating the database');
  const fresh = await mkdtemp(join(home, 'postgres.new-'));
  await chown(fresh, account.uid, account.gid);
  const failure = await runInitdb(bin, major, fresh, account);
  if (failure) {
    await rm(fresh, { recursive: true, force: true });
    return err(initdbFailed(failure));
  }
  await rename(fresh, cluster);
  await syncFolder(home);
  return ok(cluster);
}

async function removeUnfinished(home: string, onProgress: (line: string) => void): Promise<void> {
  for (const name of await readdir(home)) {
    if (!name.startsWith('postgres.new-')) continue;
    onProgress('an earlier first start was interrupted; starting over');
    // Its initdb may still be writing for a moment.
    await rm(join(home, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

async function checkCluster(cluster: string, major: number): Promise<Result<string, EmbeddedPostgresProblem>> {
  const missing = essential.find((name) => !existsSync(join(cluster, name)));
  if (missing) return err(halfWrittenFolder(cluster, missing));
  const found = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  return found === String(major) ? ok(cluster) : err(otherVersion(cluster, found, String(major)));
}

/** Byte order and Unicode case from PostgreSQL itself, so that no library of the machine can change an index. */
function runInitdb(bin: string, major: number, folder: string, account: ServerAccount): Promise<string | undefined> {
  const locale = major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C'];
  const rights = ['--auth-local=peer', '--auth-host=reject', '-U', adminRole];
  const args = ['-D', folder, '-E', 'UTF8', '--data-checksums', '--no-instructions', ...locale, ...rights];
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  return new Promise((resolve) => {
    execFile(join(bin, 'initdb'), args, { ...account.spawn, cwd: folder, env }, (failure, _out, complaint) => {
      const reason = complaint.split('\n').find((line) => /error|fatal/i.test(line)) ?? failure?.message.split('\n')[0];
      resolve(failure ? (reason ?? 'initdb failed') : undefined);
    });
  });
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
