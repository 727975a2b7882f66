// Says out loud which engine these tests ran on, and which they could not (house style: a visible skip with the install line).
import { getTestAdminUrl } from '@shishobako/testkit/database';
import { findSystemPostgres, systemPostgresHint } from '@shishobako/testkit/system-postgres';
import { expect, inject, test } from 'vitest';
import { withClient } from './pool.ts';

const system = findSystemPostgres();

test('this run is on the version it says', async () => {
  const { rows } = await withClient(getTestAdminUrl(), (client) =>
    client.query<{ major: number }>(`select current_setting('server_version_num')::int / 10000 as major`),
  );
  expect(rows).toEqual([{ major: inject('databaseMajor') }]);
});

test.skipIf(!system)(`the PostgreSQL of this machine is tested too (if skipped: ${systemPostgresHint})`, () => {
  expect(system?.major).toBeGreaterThanOrEqual(15);
});
