// Forward-only numbered SQL: every file runs once, in its own transaction, and may never change afterwards (house style, Database).
// Several sources share one schema, each with numbers of its own: a service's folder and, say, the evidence package's.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { withClient } from './pool.ts';
import type { ServiceDatabase } from './provision.ts';

export type MigrationSource = {
  /** Namespace of the numbers: 'portal', 'evidence'. */
  readonly name: string;
  /** Folder of `001-what-it-does.sql` files, numbered from 001 without gaps. */
  readonly folder: string | URL;
};

/** A migration folder or the database's history is not what it must be; nothing was changed by the file named. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly kind: 'bad-name' | 'gap' | 'changed' | 'missing' | 'failed';
  constructor(kind: MigrationError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

type Migration = { readonly source: string; readonly name: string; readonly text: string; readonly checksum: string };

/**
 * Brings the service's schema up to date and returns what was applied (`portal/001-boxes.sql`).
 * In the SQL, `{{schema}}`, `{{app}}` and `{{migrator}}` stand for the service's schema and roles, for example
 * `revoke update, delete on evidence from {{app}};`. The app role has row rights on every table unless they are revoked.
 */
export async function migrate(service: ServiceDatabase, sources: readonly MigrationSource[]): Promise<readonly string[]> {
  const migrations = (await Promise.all(sources.map(readSource))).flat();
  return withClient(service.migratorUrl, async (client) => {
    await client.query(`select pg_advisory_lock(hashtext('shishobako migrate'))`);
    await makeHistory(client, service);
    const history = await readHistory(client);
    checkHistory(migrations, history);
    const pending = migrations.filter(({ source, name }) => !history.has(`${source}/${name}`));
    for (const migration of pending) await apply(client, service, migration);
    return pending.map(({ source, name }) => `${source}/${name}`);
  });
}

async function readSource({ name: source, folder }: MigrationSource): Promise<Migration[]> {
  const path = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const names = (await readdir(path)).filter((name) => name.endsWith('.sql')).toSorted();
  return Promise.all(
    names.map(async (name, index) => {
      if (!/^\d{3}-[a-z0-9-]+\.sql$/.test(name)) throw new MigrationError('bad-name', `${source}/${name}: name it 001-what-it-does.sql`);
      const expected = String(index + 1).padStart(3, '0');
      if (!name.startsWith(expected)) throw new MigrationError('gap', `${source}/${name}: expected number ${expected}`);
      const text = (await readFile(join(path, name), 'utf8')).replaceAll('\r\n', '\n');
      return { source, name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

async function makeHistory(client: pg.Client, { appRole }: ServiceDatabase): Promise<void> {
  await client.query(`
    create table if not exists schema_migrations (
      source text not null, name text not null, checksum text not null, applied_at timestamptz not null default now(),
      primary key (source, name)
    );
    revoke all on schema_migrations from "${appRole}";
    grant select on schema_migrations to "${appRole}";`);
}

async function readHistory(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ key: string; checksum: string }>(
    `select source || '/' || name as key, checksum from schema_migrations order by source collate "C", name collate "C"`,
  );
  return new Map(rows.map(({ key, checksum }) => [key, checksum]));
}

/** Only within the sources given: another source may have been migrated by a caller of its own. */
function checkHistory(migrations: readonly Migration[], history: ReadonlyMap<string, string>): void {
  const present = new Map(migrations.map(({ source, name, checksum }) => [`${source}/${name}`, checksum]));
  const given = new Set(migrations.map(({ source }) => source));
  for (const [key, checksum] of history) {
    if (!given.has(key.slice(0, key.indexOf('/')))) continue;
    if (!present.has(key))
      throw new MigrationError('missing', `${key} was applied to this database but is not in the program: is it an older release?`);
    if (present.get(key) !== checksum)
      throw new MigrationError('changed', `${key} was changed after it was applied: put it back and add a new file`);
  }
}

async function apply(client: pg.Client, service: ServiceDatabase, { source, name, text, checksum }: Migration): Promise<void> {
  const names: Record<string, string> = { schema: service.schema, app: service.appRole, migrator: service.migratorRole };
  const ready = text.replaceAll(/\{\{(\w+)\}\}/g, (whole, key: string) => (names[key] === undefined ? whole : `"${names[key]}"`));
  await client.query('begin');
  try {
    await client.query(ready);
    await client.query('insert into schema_migrations (source, name, checksum) values ($1, $2, $3)', [source, name, checksum]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new MigrationError('failed', `${source}/${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
