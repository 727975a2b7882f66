// A change and its evidence commit together or not at all (architecture sheet §1.4); settings for row-level security last
// exactly as long as the transaction, so they cannot leak to the next user of the connection.
import { type Kysely, sql, type Transaction } from 'kysely';

export type TransactionOptions = {
  /** Custom settings such as `{ 'app.box': boxId }`, set local to the transaction; policies read them with current_setting. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** Runs `work` in one transaction: commits its value, rolls back when it throws. */
export function withTransaction<DB, T>(
  db: Kysely<DB>,
  work: (trx: Transaction<DB>) => Promise<T>,
  { settings = {} }: TransactionOptions = {},
): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (trx) => {
      const names = Object.keys(settings);
      if (names.length > 0) {
        await sql`select set_config(name, value, true) from unnest(${names}::text[], ${Object.values(settings)}::text[]) as s(name, value)`.execute(
          trx,
        );
      }
      return await work(trx);
    });
}
