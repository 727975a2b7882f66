// Migrations run once, in order, whole or not at all, and their history is not rewritten.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withTestDatabase } from '@shishobako/testkit/database';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { withClient } from './pool.ts';

const service = await withTestDatabase('moves');
let folder: string;
const made: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migrations '));
  made.push(folder);
});
afterAll(() => Promise.all(made.map((path) => rm(path, { recursive: true }))));

const write = (name: string, text: string) => writeFile(join(folder, name), text);
const run = (name: string) => migrate(service, [{ name, folder }]);
const failure = (name: string) =>
  run(name).then(
    () => undefined,
    (cause: unknown) => cause,
  );

test('applies new files only, each source with its own numbers, also when several start at once', async () => {
  await write('001-first.sql', 'create table first (id int);');
  expect((await Promise.all([run('one'), run('one'), run('one')])).flat()).toEqual(['one/001-first.sql']);
  await write('002-second.sql', "insert into first values (1); comment on schema {{schema}} is 'of {{app}}';");
  expect(await run('one')).toEqual(['one/002-second.sql']);
  await write('001-first.sql', 'create table first_of_two (id int);');
  await write('002-second.sql', 'create table second_of_two (id int);');
  expect(await run('two')).toHaveLength(2);
});

test('a file that fails leaves nothing of itself, and says which it is', async () => {
  await write('001-good.sql', 'create table good (id int);');
  await write('002-bad.sql', 'create table half (id int); select 1 / 0;');
  expect(await failure('broken')).toMatchObject({
    kind: 'failed',
    message: expect.stringContaining('broken/002-bad.sql: division by zero'),
  });
  const { rows } = await withClient(service.migratorUrl, (client) =>
    client.query(`select to_regclass('good') is not null as good, to_regclass('half') is null as clean`),
  );
  expect(rows).toEqual([{ good: true, clean: true }]);
});

test('a file changed after it was applied is refused; other line ends are not a change', async () => {
  await write('001-a.sql', 'create table lines (id int);\n-- end\n');
  await run('changed');
  await write('001-a.sql', 'create table lines (id int);\r\n-- end\r\n');
  expect(await run('changed')).toEqual([]);
  await write('001-a.sql', 'create table lines (id bigint);\n-- end\n');
  expect(await failure('changed')).toMatchObject({ kind: 'changed' });
});

test('an older program on a newer database is refused', async () => {
  await write('001-a.sql', 'select 1;');
  await write('002-b.sql', 'select 2;');
  await run('older');
  await rm(join(folder, '002-b.sql'));
  expect(await failure('older')).toMatchObject({ kind: 'missing' });
});

test('gaps and odd names are refused before anything runs', async () => {
  await write('001-a.sql', 'create table never (id int);');
  await write('003-c.sql', 'select 3;');
  expect(await failure('gaps')).toMatchObject({ kind: 'gap' });
  await rm(join(folder, '003-c.sql'));
  await write('2-b.sql', 'select 2;');
  expect(await failure('gaps')).toMatchObject({ kind: 'bad-name' });
});
