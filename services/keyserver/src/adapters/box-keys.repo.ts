// Box keys in PostgreSQL: wrapped blobs, each row bound by its tag.
import { withTransaction } from '@shishobako/database/transaction';
import type { Clock } from '@shishobako/kernel/clock';
import type { KeyholderId } from '@shishobako/kernel/ids';
import type { Kysely, Selectable } from 'kysely';
import type { BoxKey, BoxKeys } from '../ports/box-keys.ts';
import type { KeyserverTables } from './schema.ts';

const fromRow = (row: Selectable<KeyserverTables['box_key']>): BoxKey => {
  const { keyholder, kid, alias, classes, epoch, purpose } = row;
  return {
    binding: { keyholder, kid, alias, classes, epoch, purpose },
    wrapped: { publicKey: row.public_key, blob: row.blob, tag: row.tag, kek: row.kek },
    entry: row.entry,
  };
};

const bytesOf = ({ blob, tag, kek }: BoxKey['wrapped']) => ({ blob: Buffer.from(blob), tag: Buffer.from(tag), kek });

export function makeBoxKeys(db: Kysely<KeyserverTables>, clock: Clock): BoxKeys {
  const all = () => db.selectFrom('box_key').selectAll();
  const newest: BoxKeys['find'] = async (keyholder, alias) => {
    const row = await all().where('keyholder', '=', keyholder).where('alias', '=', alias).orderBy('epoch', 'desc').executeTakeFirst();
    return row && fromRow(row);
  };
  const count = async (column: 'keyholder' | 'kek', value: KeyholderId | number): Promise<number> => {
    const query = db.selectFrom('box_key').select((e) => e.fn.countAll<number>().as('n'));
    return (await query.where(column, '=', value).executeTakeFirstOrThrow()).n;
  };
  return {
    find: newest,
    async claim(keyholder, alias) {
      await db
        .insertInto('alias_owner')
        .values({ alias, keyholder })
        .onConflict((c) => c.doNothing())
        .execute();
      const owner = await db.selectFrom('alias_owner').select('keyholder').where('alias', '=', alias).executeTakeFirst();
      return owner?.keyholder === keyholder;
    },
    countOf: (keyholder) => count('keyholder', keyholder),
    countUnder: (kek) => count('kek', kek),
    async findMany(keyholder, kids) {
      const rows = await all().where('keyholder', '=', keyholder).where('kid', 'in', kids).execute();
      return new Map(rows.map((row) => [row.kid, fromRow(row)]));
    },
    async list(keyholder) {
      return (await all().where('keyholder', '=', keyholder).orderBy('created').orderBy('kid').execute()).map(fromRow);
    },
    async add(key) {
      const row = { ...key.binding, ...bytesOf(key.wrapped), public_key: Buffer.from(key.wrapped.publicKey), entry: key.entry };
      await db
        .insertInto('box_key')
        .values({ ...row, created: new Date(clock()) })
        .onConflict((c) => c.columns(['keyholder', 'alias', 'epoch']).doNothing())
        .execute();
      const kept = await newest(key.binding.keyholder, key.binding.alias);
      if (!kept) throw new Error('a key just added is there');
      return kept;
    },
    rewrapSome: (before, limit, change) =>
      withTransaction(db, async (trx) => {
        const rows = await trx.selectFrom('box_key').selectAll().where('kek', '<', before).limit(limit).forUpdate().skipLocked().execute();
        for (const row of rows) {
          const wrapped = bytesOf(await change(fromRow(row)));
          await trx.updateTable('box_key').set(wrapped).where('keyholder', '=', row.keyholder).where('kid', '=', row.kid).execute();
        }
        return rows.length;
      }),
  };
}
