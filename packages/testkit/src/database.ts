// A fresh database per test file on the one server of the run: the same roles and rights as in production, nothing shared.
// (house style, Tests: `*.int.test.ts` runs on a real database.)
import { randomUUID } from 'node:crypto';
import { ensureJobs } from '@shishobako/database/jobs';
import { type MigrationSource, migrate } from '@shishobako/database/migrate';
import { withClient } from '@shishobako/database/pool';
import { provisionService, type ServiceDatabase } from '@shishobako/database/provision';
import { afterAll, inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser URL of the server this run started; provided by the global set-up. */
    databaseAdminUrl: string;
    /** Its major version. */
    databaseMajor: number;
  }
}

export type TestDatabaseOptions = {
  /** Also make the job queue (`ensureJobs`). */
  readonly jobs?: boolean;
};

/**
 * Call at the top of a test file: `const database = await withTestDatabase('portal', [{ name: 'portal', folder: … }])`.
 * Gives a provisioned, migrated database of its own and drops it when the file is done. Without sources the service migrates itself.
 */
export async function withTestDatabase(
  service: string,
  sources: readonly MigrationSource[] = [],
  { jobs = false }: TestDatabaseOptions = {},
): Promise<ServiceDatabase> {
  const adminUrl = getTestAdminUrl();
  const name = `test_${service}_${randomUUID().slice(0, 8)}`;
  const database = await provisionService({ adminUrl, service, database: name });
  afterAll(() => withClient(adminUrl, async (admin) => void (await admin.query(`drop database if exists "${name}" with (force)`))));
  if (sources.length > 0) await migrate(database, sources);
  if (jobs) await ensureJobs(database);
  return database;
}

/** The run's server, for tests that make databases themselves. */
export function getTestAdminUrl(): string {
  const url = inject('databaseAdminUrl');
  if (!url) throw new Error('No test database: name the file *.int.test.ts, or give its project the global set-up in vitest.config.ts.');
  return url;
}
