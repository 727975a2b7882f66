// The register of verifiers on PostgreSQL. Each change is kept with its reason in the same transaction.
import { randomUUID } from 'node:crypto';
import { VerifierRegistration } from '@shishobako/contracts/verifier';
import { withTransaction } from '@shishobako/database/transaction';
import { type Kysely, sql } from 'kysely';
import type { RegisteredVerifier, VerifierRegister } from '../ports/verifier-register.ts';
import type { CaTables } from './certificate-register.repo.ts';

const registeredOf = (row: CaTables['verifier']): RegisteredVerifier => ({
  id: row.id,
  registration: VerifierRegistration.parse(row.registration),
  state: row.state,
});

export const makeVerifierRegister = (db: Kysely<CaTables>): VerifierRegister => ({
  async find(id) {
    const row = await db.selectFrom('verifier').selectAll().where('id', '=', id).executeTakeFirst();
    return row && registeredOf(row);
  },
  async list() {
    const rows = await db
      .selectFrom('verifier')
      .leftJoin('verifier_answer', 'verifier_answer.verifier', 'verifier.id')
      .select(['verifier.id', 'verifier.registration', 'verifier.state'])
      .select((eb) => [
        eb.fn.count<string>('verifier_answer.request').as('asked'),
        eb.fn.count<string>('verifier_answer.refused').as('refused'),
      ])
      .groupBy('verifier.id')
      .orderBy('verifier.id')
      .execute();
    return rows.map((row) => {
      const { id, registration, state } = registeredOf(row);
      const refused = Number(row.refused);
      return { ...registration, id, state, answered: Number(row.asked) - refused, refused };
    });
  },
  register: (id, registration, at) =>
    withTransaction(db, async (trx) => {
      const text = JSON.stringify(registration);
      const written = await trx
        .insertInto('verifier')
        .values({ id, registration: text, state: 'active' })
        .onConflict((same) => same.column('id').doUpdateSet({ registration: text }).where('verifier.state', '<>', 'ended'))
        .returning('id')
        .executeTakeFirst();
      if (!written) return false;
      const last = await trx
        .selectFrom('verifier_event')
        .select(sql<boolean>`registration = ${text}::jsonb`.as('same'))
        .where('verifier', '=', id)
        .where('event', '=', 'registered')
        .orderBy('at', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!last?.same)
        await trx
          .insertInto('verifier_event')
          .values({ id: randomUUID(), verifier: id, event: 'registered', reason: '', registration: text, at: new Date(at) })
          .execute();
      return true;
    }),
  setState: (id, { state, reason, at }) =>
    withTransaction(db, async (trx) => {
      const known = await trx.selectFrom('verifier').select('state').where('id', '=', id).forUpdate().executeTakeFirst();
      if (!known) return 'unknown';
      if (known.state === 'ended') return 'ended';
      await trx.updateTable('verifier').set({ state }).where('id', '=', id).execute();
      await trx
        .insertInto('verifier_event')
        .values({ id: randomUUID(), verifier: id, event: state, reason, registration: null, at: new Date(at) })
        .execute();
      return 'done';
    }),
  async noteAnswer({ at, ...answer }) {
    const noted = await db
      .insertInto('verifier_answer')
      .values({ ...answer, at: new Date(at) })
      .onConflict((same) => same.doNothing())
      .returning('request')
      .executeTakeFirst();
    return noted !== undefined;
  },
});
