// Invitations and links of one person at one agency are changed one after the other: of two made at once, the later ends the earlier.
import { sql, type Transaction } from 'kysely';

/** Until the transaction ends. `linkKey` stands for the person (`LinkSecrets.linkKey`). Taken before any row of that person is locked. */
export const lockPerson = (trx: Transaction<unknown>, linkKey: Buffer) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${linkKey.toString('hex')}, 0))`.execute(trx);
