// Starts the server of a test run and sweeps away those of runs that were killed before they could.
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDataFolderOwned } from '@shishobako/database/data-folder-lock';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '@shishobako/database/embedded-postgres';
import type { TestProject } from 'vitest/node';

const prefix = 'shishobako-test-';

type Binaries = { bin: string; major: number };

export async function provideServer(project: TestProject, binaries: Binaries | undefined): Promise<() => Promise<void>> {
  await sweep();
  const dataDir = await mkdtemp(join(tmpdir(), prefix));
  // Searchable by the account the server runs as when we are root, so that it stays in this folder.
  await chmod(dataDir, 0o755);
  const started = await start(dataDir, binaries);
  project.provide('databaseAdminUrl', started.adminUrl);
  project.provide('databaseMajor', binaries?.major ?? 18);
  return async () => {
    await started.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

async function start(dataDir: string, binaries: Binaries | undefined) {
  const quick = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };
  const started = await startEmbeddedPostgres({ dataDir, settings: quick, ...(binaries && { binaries }) });
  if (started.ok) return started.value;
  throw new Error(`${started.error.en}\n${started.error.ja}`);
}

/** A killed run leaves its server behind: stop it, remove it. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const dataDir = join(tmpdir(), name);
    if (!name.startsWith(prefix) || (await isDataFolderOwned(dataDir))) continue;
    if (!existsSync(join(dataDir, 'owner.json'))) continue;
    await removeEmbeddedPostgres(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  }
}
