// Finds the server programs of Debian's packages; the oldest supported one shows most about what the SQL may use.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const systemPostgresHint = 'apt-get install postgresql';

/** Folder and version of the oldest installed PostgreSQL from 15 on. */
export function findSystemPostgres(): { bin: string; major: number } | undefined {
  const home = '/usr/lib/postgresql';
  const versions = existsSync(home) ? readdirSync(home).map(Number) : [];
  const [major] = versions
    .filter((version) => version >= 15 && existsSync(join(home, String(version), 'bin', 'initdb')))
    .toSorted((a, b) => a - b);
  return major === undefined ? undefined : { bin: join(home, String(major), 'bin'), major };
}
