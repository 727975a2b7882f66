// What oidc-provider keeps: one table, seven methods for each of its models. Codes and replay marks are single use even when two
// requests arrive in the same moment, which the library's own check-then-write cannot promise (RFC 6749 §4.1.2, RFC 9449 §11.1).
import type { Clock } from '@shishobako/kernel/clock';
import type { Kysely } from 'kysely';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import { z } from 'zod';
import type { IdpTables } from '../adapters/schema.ts';

export type OidcStore = { adapterFor(model: string): Adapter; sweep(): Promise<void> };

/** Kept that long when the library names no end. */
const longestSeconds = 86_400;
const Stored = z.record(z.string(), z.unknown());

export function makeOidcStore(db: Kysely<IdpTables>, clock: Clock): OidcStore {
  const now = () => new Date(clock());

  function adapterFor(model: string): Adapter {
    const live = () => db.selectFrom('oidc_state').select(['payload', 'consumed']).where('model', '=', model).where('expires', '>', now());
    const read = (row: { payload: object; consumed: Date | null } | undefined): AdapterPayload | undefined =>
      row && { ...Stored.parse(row.payload), ...(row.consumed && { consumed: Math.floor(row.consumed.getTime() / 1000) }) };

    async function insertOnce(values: { id: string; payload: string; expires: Date }): Promise<void> {
      const row = await db
        .insertInto('oidc_state')
        .values({ model, ...values, grant_id: null, uid: null, consumed: null })
        .onConflict((c) => c.columns(['model', 'id']).doNothing())
        .returning('id')
        .executeTakeFirst();
      if (!row) throw new errors.InvalidRequest('replay detected');
    }

    return {
      async upsert(id, payload, expiresIn) {
        const values = { payload: JSON.stringify(payload), expires: new Date(clock() + (expiresIn ?? longestSeconds) * 1000) };
        if (model === 'ReplayDetection') return insertOnce({ id, ...values });
        const keys = { grant_id: payload.grantId ?? null, uid: model === 'Session' ? (payload.uid ?? null) : null };
        await db
          .insertInto('oidc_state')
          .values({ model, id, ...values, ...keys, consumed: null })
          .onConflict((c) => c.columns(['model', 'id']).doUpdateSet({ ...values, ...keys }))
          .execute();
      },
      find: async (id) => read(await live().where('id', '=', id).executeTakeFirst()),
      findByUid: async (uid) => read(await live().where('uid', '=', uid).executeTakeFirst()),
      // The device flow is off: no user codes exist.
      findByUserCode: async () => undefined,
      async consume(id) {
        const { numUpdatedRows } = await db
          .updateTable('oidc_state')
          .set({ consumed: now() })
          .where('model', '=', model)
          .where('id', '=', id)
          .where('consumed', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows !== 1n) throw new errors.InvalidGrant('already consumed');
      },
      async destroy(id) {
        await db.deleteFrom('oidc_state').where('model', '=', model).where('id', '=', id).execute();
      },
      async revokeByGrantId(grantId) {
        await db.deleteFrom('oidc_state').where('grant_id', '=', grantId).execute();
      },
    };
  }

  return {
    adapterFor,
    async sweep() {
      await db.deleteFrom('oidc_state').where('expires', '<', now()).execute();
    },
  };
}
