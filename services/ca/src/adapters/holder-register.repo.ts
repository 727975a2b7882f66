// The register of professionals and officers on PostgreSQL. An event and what it ends are one transaction.
import { randomUUID } from 'node:crypto';
import { withTransaction } from '@shishobako/database/transaction';
import type { Kysely } from 'kysely';
import type { HolderRegister } from '../ports/holder-register.ts';
import { type CaTables, rowOf, statusColumns, statusOf } from './certificate-register.repo.ts';

export const makeHolderRegister = (db: Kysely<CaTables>): HolderRegister => ({
  addHolder: ({ id, kind, at, certificates }) =>
    withTransaction(db, async (trx) => {
      await trx
        .insertInto('holder')
        .values({ id, kind, issued_at: new Date(at) })
        .execute();
      await trx
        .insertInto('certificate')
        .values(certificates.map((c) => ({ ...rowOf(c, null), holder: id })))
        .execute();
    }),
  async findHolder(id, kind) {
    const holder = await db.selectFrom('holder').select('id').where('id', '=', id).where('kind', '=', kind).executeTakeFirst();
    if (!holder) return undefined;
    const rows = await db.selectFrom('certificate').select(statusColumns).where('holder', '=', id).orderBy('serial').execute();
    return rows.map(statusOf);
  },
  recordHolderEvent: ({ holder, event, at }) =>
    withTransaction(db, async (trx) => {
      await trx
        .insertInto('holder_event')
        .values({ id: randomUUID(), holder, event, at: new Date(at) })
        .execute();
      await trx
        .updateTable('certificate')
        .set({ revoked_at: new Date(at), revoked_by: event })
        .where('holder', '=', holder)
        .where('revoked_at', 'is', null)
        .execute();
    }),
});
