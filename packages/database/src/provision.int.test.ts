// Custody in the database: each role can do its own work, in its own service, and no more.
import { getTestAdminUrl, withTestDatabase } from '@shishobako/testkit/database';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { isInsufficientPrivilege } from './error-code.ts';
import { makeDatabase, withClient } from './pool.ts';
import { provisionService } from './provision.ts';

const sources = [{ name: 'notes', folder: new URL('./testing/notes/', import.meta.url) }];
const notes = await withTestDatabase('notes', sources);
const letters = await withTestDatabase('letters');
const app = makeDatabase<Record<string, never>>({ url: notes.appUrl });
afterAll(() => app.destroy());

const refused = async (statement: string) =>
  isInsufficientPrivilege(
    await sql
      .raw(statement)
      .execute(app)
      .catch((cause: unknown) => cause),
  );

test.each([
  'create table mine (id int)',
  'create table public.mine (id int)',
  'create schema mine',
  'create temporary table mine (id int)',
  'alter table note disable row level security',
  'drop table note',
  'truncate note',
  `update seal set text = 'other'`,
  'delete from seal',
  `insert into schema_migrations (source, name, checksum) values ('x', '001-x.sql', 'x')`,
])('the app role may not: %s', async (statement) => {
  expect(await refused(statement)).toBe(true);
});

test('the app role adds and reads rows', async () => {
  await sql`insert into seal (text) values ('kept')`.execute(app);
  expect((await sql`select text from seal`.execute(app)).rows).toEqual([{ text: 'kept' }]);
});

test('one service cannot enter the database of another', async () => {
  const intruder = makeDatabase({ url: notes.appUrl.replace(notes.database, letters.database) });
  await expect(sql`select 1`.execute(intruder)).rejects.toThrow('permission denied for database');
  await intruder.destroy();
});

test('doing it again, or twice at once, changes nothing', async () => {
  const again = { adminUrl: getTestAdminUrl(), service: 'notes', database: notes.database };
  expect(await Promise.all([provisionService(again), provisionService(again)])).toEqual([notes, notes]);
  expect((await sql`select text from seal`.execute(app)).rows).toEqual([{ text: 'kept' }]);
});

test('an administrator without superuser rights is enough', async () => {
  await withClient(getTestAdminUrl(), async (admin) => {
    await admin.query('drop role if exists town_clerk');
    await admin.query('create role town_clerk login createdb createrole');
  });
  const adminUrl = getTestAdminUrl().replace('shishobako_admin', 'town_clerk');
  const database = `test_clerk_${process.pid}`;
  const made = await provisionService({ adminUrl, service: 'clerk_notes', database, passwords: { migrator: `o'1`, app: 'p@2' } });
  expect(new URL(made.appUrl).password).toBe('p%402');
  await withClient(made.migratorUrl, (client) => client.query('create table t (id int)'));
  await withClient(getTestAdminUrl(), async (admin) => {
    await admin.query(`drop database "${database}" with (force)`);
    await admin.query('drop role clerk_notes_app');
    await admin.query('drop role clerk_notes_migrator');
    await admin.query('drop role town_clerk');
  });
});

test('a name that could be mistaken for SQL is refused', async () => {
  await expect(provisionService({ adminUrl: getTestAdminUrl(), service: 'x; drop' })).rejects.toThrow('not a service name');
});
