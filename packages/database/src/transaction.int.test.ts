// Transactions on the real engine: all or nothing, and settings that end with them.
import { withTestDatabase } from '@shishobako/testkit/database';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { isUniqueViolation } from './error-code.ts';
import { makeDatabase } from './pool.ts';
import { withTransaction } from './transaction.ts';

const sources = [{ name: 'notes', folder: new URL('./testing/notes/', import.meta.url) }];
const service = await withTestDatabase('notes', sources);
type Notes = { note: { box: string; text: string; size: number; day: string | null } };
const db = makeDatabase<Notes>({ url: service.appUrl });
afterAll(() => db.destroy());

const add = (box: string, text: string) =>
  withTransaction(db, (trx) => trx.insertInto('note').values({ box, text, size: text.length, day: '2026-11-21' }).execute(), {
    settings: { 'app.box': box },
  });

test('a change that throws leaves nothing behind', async () => {
  const failing = withTransaction(db, async (trx) => {
    await sql`select set_config('app.box', 'a', true)`.execute(trx);
    await trx.insertInto('note').values({ box: 'a', text: 'lost', size: 4, day: null }).execute();
    throw new Error('planned');
  });
  await expect(failing).rejects.toThrow('planned');
  expect(await read('a')).toEqual([]);
});

test('row-level security sees the setting, and only within its transaction', async () => {
  await add('b', 'first');
  await add('c', 'second');
  expect(await read('b')).toEqual(['first']);
  expect(await db.selectFrom('note').selectAll().execute()).toEqual([]);
  await expect(db.insertInto('note').values({ box: 'b', text: 'no setting', size: 1, day: null }).execute()).rejects.toThrow(
    'row-level security',
  );
});

test('a double key is recognised by name', async () => {
  await add('d', 'once');
  const error: unknown = await add('d', 'once').catch((cause: unknown) => cause);
  expect(isUniqueViolation(error, 'note_pkey')).toBe(true);
  expect(isUniqueViolation(error, 'another_key')).toBe(false);
});

test('values arrive in one form: bigint as number, date as text; a bigint too large is refused', async () => {
  await add('e', 'hello');
  const rows = await withTransaction(db, (trx) => trx.selectFrom('note').select(['size', 'day']).execute(), {
    settings: { 'app.box': 'e' },
  });
  expect(rows).toEqual([{ size: 5, day: '2026-11-21' }]);
  await expect(sql`select 9007199254740993::bigint as n`.execute(db)).rejects.toThrow('does not fit');
});

async function read(box: string): Promise<string[]> {
  const rows = await withTransaction(db, (trx) => trx.selectFrom('note').select('text').execute(), { settings: { 'app.box': box } });
  return rows.map(({ text }) => text);
}
