// What the services of a town keep, for tests that look for what must not be there.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withClient } from '@shishobako/database/pool';
import { expect } from 'vitest';

/** Every row of every table as text; binary columns come as hex, which the canaries' forms include. */
export async function dumpDatabases(dataDir: string): Promise<Buffer[]> {
  const dumps: Buffer[] = [];
  for (const name of await readdir(join(dataDir, 'config'))) {
    const config = JSON.parse(await readFile(join(dataDir, 'config', name), 'utf8')) as { database?: { migratorUrl: string } };
    if (!config.database) continue;
    const rows = await withClient(config.database.migratorUrl, async (client) => {
      const tables = await client.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
      );
      const texts: string[] = [];
      for (const table of tables.rows) {
        await client.query('set row_security = off').catch(() => {});
        texts.push(...(await client.query<{ row: string }>(`select t::text as row from ${table.name} t`)).rows.map((r) => r.row));
      }
      return texts;
    });
    dumps.push(Buffer.from(rows.join('\n')));
  }
  expect(dumps.length).toBeGreaterThanOrEqual(5);
  return dumps;
}
