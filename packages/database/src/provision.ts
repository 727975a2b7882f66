// Separation of custody in the database: one database, one schema and two roles per service (house style, Database).
// The migrator owns and changes the schema; the app reads and writes rows, creates nothing, and cannot enter another service's database.
import type pg from 'pg';
import { withClient } from './pool.ts';

export type ServiceDatabase = {
  readonly service: string;
  /** Schema of the service's tables, first in both roles' search_path. */
  readonly schema: string;
  readonly database: string;
  readonly migratorRole: string;
  readonly appRole: string;
  /** For `migrate` and `ensureJobs` only. */
  readonly migratorUrl: string;
  /** For the running service: `makeDatabase({ url })`, `runJobs`. */
  readonly appUrl: string;
};

export type ProvisionOptions = {
  /** A role that may create databases and roles, on PostgreSQL 15 or newer. */
  readonly adminUrl: string;
  /** Lower-case name: `portal`. Names schema, roles (`portal_migrator`, `portal_app`) and database. */
  readonly service: string;
  /** Other name for the database than `shishobako_<service>`; tests make many. */
  readonly database?: string;
  /** Needed where the server asks for one; the embedded server knows its user by the socket. */
  readonly passwords?: { readonly migrator: string; readonly app: string };
};

/** Makes what is missing and sets every right anew; safe to repeat and to run in several processes at once. */
export async function provisionService(options: ProvisionOptions): Promise<ServiceDatabase> {
  const { adminUrl, service, passwords } = options;
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(service)) throw new TypeError(`not a service name: ${service}`);
  const names = {
    service,
    schema: service,
    database: options.database ?? `shishobako_${service}`,
    migratorRole: `${service}_migrator`,
    appRole: `${service}_app`,
  };
  const urlOf = (role: string, password?: string) => withLogin(adminUrl, names.database, role, password);
  const complete = { ...names, migratorUrl: urlOf(names.migratorRole, passwords?.migrator), appUrl: urlOf(names.appRole, passwords?.app) };
  await withClient(adminUrl, async (admin) => {
    await admin.query(`select pg_advisory_lock(hashtext('shishobako provision'))`);
    await makeRole(admin, names.migratorRole, passwords?.migrator);
    await makeRole(admin, names.appRole, passwords?.app);
    await makeDatabaseFor(admin, complete);
    await withClient(withLogin(adminUrl, names.database), (inside) => setRights(inside, complete));
  });
  return complete;
}

async function makeRole(admin: pg.Client, role: string, password: string | undefined): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) await admin.query(`create role ${id(role)} login`);
  if (password !== undefined) await admin.query(`alter role ${id(role)} password ${literal(password)}`);
}

async function makeDatabaseFor(admin: pg.Client, { database, migratorRole, appRole }: ServiceDatabase): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [database]);
  if (rowCount === 0) {
    const { rows } = await admin.query<{ version: number; super: boolean }>(
      `select current_setting('server_version_num')::int as version, rolsuper as super from pg_roles where rolname = current_user`,
    );
    if (!rows[0]?.super) await admin.query(`grant ${id(migratorRole)} to current_user`);
    const builtin = `locale_provider builtin builtin_locale 'C.UTF-8'`;
    const locale = (rows[0]?.version ?? 0) >= 170_000 ? `${builtin} locale 'C'` : `locale 'C'`;
    await admin.query(`create database ${id(database)} owner ${id(migratorRole)} template template0 encoding 'UTF8' ${locale}`);
  }
  await admin.query(`revoke all on database ${id(database)} from public`);
  await admin.query(`grant connect on database ${id(database)} to ${id(appRole)}`);
}

async function setRights(inside: pg.Client, { schema, database, migratorRole, appRole }: ServiceDatabase): Promise<void> {
  const jobs = `${schema}_jobs`;
  const rowRights = 'select, insert, update, delete';
  await inside.query(`
    revoke all on schema public from public;
    create schema if not exists ${id(schema)} authorization ${id(migratorRole)};
    create schema if not exists ${id(jobs)} authorization ${id(migratorRole)};
    grant usage on schema ${id(schema)}, ${id(jobs)} to ${id(appRole)};
    alter default privileges for role ${id(migratorRole)} in schema ${id(schema)} grant ${rowRights} on tables to ${id(appRole)};
    alter default privileges for role ${id(migratorRole)} in schema ${id(schema)} grant usage, select on sequences to ${id(appRole)};
    alter role ${id(migratorRole)} in database ${id(database)} set search_path = ${id(schema)}, ${id(jobs)};
    alter role ${id(appRole)} in database ${id(database)} set search_path = ${id(schema)}, ${id(jobs)};`);
}

/** The same server, another database, and another role where one is given. */
function withLogin(url: string, database: string, role?: string, password?: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  if (role !== undefined) {
    changed.username = encodeURIComponent(role);
    changed.password = password === undefined ? '' : encodeURIComponent(password);
  }
  return changed.href;
}

const id = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
