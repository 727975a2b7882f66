// Phones in PostgreSQL. The end of a phone commits with the end of its sessions and the evidence of it: nothing opens afterwards, however
// old an OCSP answer may still be.
import type { Authenticator } from '@shishobako/contracts/phone';
import { withTransaction } from '@shishobako/database/transaction';
import type { EvidenceIssuer } from '@shishobako/evidence/record-evidence';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import type { KeyholderId } from '@shishobako/kernel/ids';
import { err, ok } from '@shishobako/kernel/result';
import type { Kysely } from 'kysely';
import type { Phones } from '../ports/phones.ts';
import { findKeyholder, joinPhone, recordChange, type Trx } from './keyholder-cards.ts';
import type { KeyserverTables } from './schema.ts';

type Row = { kind: 'card' | 'phone'; created: Date; usable: Date; ended: Date | null; not_after: Date; linked: Buffer | null };

export function makePhones(db: Kysely<KeyserverTables>, issuer: EvidenceIssuer, clock: Clock): Phones {
  async function end(trx: Trx, keyholder: KeyholderId, before: Date, statement: string | null): Promise<number> {
    const now = new Date(clock());
    const ended = await trx
      .updateTable('keyholder_card')
      .set({ ended: now })
      .where('keyholder', '=', keyholder)
      .where('kind', '=', 'phone')
      .where('ended', 'is', null)
      .where('created', '<=', before)
      .returning('card_hash')
      .execute();
    if (ended.length === 0) return 0;
    const hashes = ended.map(({ card_hash }) => card_hash);
    await trx.updateTable('session').set({ closed: now }).where('card', 'in', hashes).where('closed', 'is', null).execute();
    await recordChange(trx, issuer, keyholder, 'phone.ended', statement);
    return ended.length;
  }

  return {
    join: (session, phone, linked) =>
      withTransaction(db, async (trx) => {
        const card = await findKeyholder(trx, linked);
        if (card?.id !== session.keyholder) return err({ kind: 'keyholder.unknown' });
        const known = await findKeyholder(trx, phone.cardHash);
        if (known) return known.ended ? err({ kind: 'phone.ended' }) : ok(undefined);
        const joined = await joinPhone(trx, phone, linked, new Date(clock()));
        if (!joined.ok) return joined;
        await recordChange(trx, issuer, joined.value, 'phone.joined', session.cardStatement);
        return ok(undefined);
      }),

    async list(session) {
      const now = new Date(clock());
      const rows = await db
        .selectFrom('keyholder_card')
        .select(['card_hash', 'kind', 'created', 'usable', 'ended', 'used', 'not_after', 'linked'])
        .where('keyholder', '=', session.keyholder)
        .orderBy('created', 'desc')
        .limit(50)
        .execute();
      const opened = await db
        .selectFrom('session')
        .select('card')
        .where('token_hash', '=', Buffer.from(session.tokenHash))
        .executeTakeFirst();
      const usable = (row: Row) => row.usable <= now;
      const newestCard = rows.find((row) => row.kind === 'card' && usable(row))?.card_hash;
      const newestPhone = rows.find((row) => row.kind === 'phone' && usable(row))?.card_hash;
      const stateOf = (row: Row & { card_hash: Buffer }): Authenticator['state'] => {
        if (row.ended) return 'ended';
        if (!usable(row)) return 'waiting';
        const newest = row.kind === 'card' ? newestCard : newestPhone;
        if (newest && !newest.equals(row.card_hash)) return 'replaced';
        if (row.linked && newestCard && !newestCard.equals(row.linked)) return 'ended';
        return row.not_after < now ? 'expired' : 'valid';
      };
      return rows.map((row) => ({
        ...{ kind: row.kind, state: stateOf(row), joined: rfc3339(row.created.getTime()), notAfter: rfc3339(row.not_after.getTime()) },
        ...{ lastUsed: row.used && rfc3339(row.used.getTime()), current: opened?.card?.equals(row.card_hash) ?? false },
      }));
    },

    endBy: (signer, before, statement) =>
      withTransaction(db, async (trx) => {
        const known = await findKeyholder(trx, signer);
        if (!known || known.ended) return err({ kind: 'keyholder.unknown' });
        return ok(await end(trx, known.id, new Date(before), statement));
      }),

    endOfCard: (card) =>
      withTransaction(db, async (trx) => {
        const known = await findKeyholder(trx, card);
        return known ? end(trx, known.id, new Date(clock()), null) : 0;
      }),
  };
}
