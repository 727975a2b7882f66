// Nonces, keyholders and sessions in PostgreSQL. Tokens and nonces are stored hashed; a nonce is used up in the transaction of the
// session it opens, beside the evidence of it (architecture §1, sentence 4).
import { createHash, randomBytes } from 'node:crypto';
import { keyserverLimits } from '@shishobako/contracts/keyserver-api';
import { EcPublicJwk } from '@shishobako/contracts/primitives';
import { jsonSha256 } from '@shishobako/crypto/node/digest';
import { withTransaction } from '@shishobako/database/transaction';
import { type EvidenceIssuer, recordEvidence } from '@shishobako/evidence/record-evidence';
import { fromBase64url } from '@shishobako/kernel/bytes';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { err, ok } from '@shishobako/kernel/result';
import type { Kysely, Selectable } from 'kysely';
import { type DeviceSession, sessionEnd } from '../domain/session.ts';
import type { Sessions } from '../ports/sessions.ts';
import { enrol, findKeyholder, hasSuccessor, joinCard, joinPhone, recordChange } from './keyholder-cards.ts';
import type { KeyserverTables } from './schema.ts';

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
/** Milliseconds between two notes of a session's use: a durable write for each call would double what a release costs. */
const USE_STEP = 20_000;
const newSecret = (): string => randomBytes(32).toString('base64url');

const fromRow = (row: Selectable<KeyserverTables['session']>): DeviceSession => ({
  tokenHash: row.token_hash,
  keyholder: row.keyholder,
  jkt: row.jkt,
  kemKey: EcPublicJwk.parse(row.kem_key),
  level: row.level,
  cardStatement: row.card_statement,
  opened: row.opened.getTime(),
  used: row.used.getTime(),
  closed: row.closed !== null,
});

export function makeSessions(db: Kysely<KeyserverTables>, issuer: EvidenceIssuer, clock: Clock, joinDelayHours: number): Sessions {
  return {
    async issueNonce() {
      const nonce = newSecret();
      const expires = clock() + keyserverLimits.nonceSeconds * 1000;
      await db
        .insertInto('nonce')
        .values({ nonce_hash: hashOf(nonce), expires: new Date(expires) })
        .execute();
      return { nonce, expires };
    },
    async knows(card) {
      const found = db.selectFrom('keyholder_card').select('keyholder').where('card_hash', '=', Buffer.from(card.cardHash));
      return (await found.executeTakeFirst()) !== undefined;
    },
    async hasNonce(nonce) {
      const live = db.selectFrom('nonce').select('expires').where('nonce_hash', '=', hashOf(nonce));
      return (await live.where('expires', '>', new Date(clock())).executeTakeFirst()) !== undefined;
    },
    open: ({ card, earlier, linked, signed, kemKey }) =>
      withTransaction(db, async (trx) => {
        const now = new Date(clock());
        const used = await trx
          .deleteFrom('nonce')
          .where('nonce_hash', '=', hashOf(signed.statement.nonceKeyserver))
          .where('expires', '>', now)
          .returning('expires')
          .executeTakeFirst();
        if (!used) return err({ kind: 'nonce.invalid' });
        const cardStatement = jsonSha256(signed.statement);
        let known = await findKeyholder(trx, card.cardHash);
        if (!known && linked) {
          const joined = await joinPhone(trx, card, linked, now);
          if (!joined.ok) return joined;
          await recordChange(trx, issuer, joined.value, 'phone.joined', cardStatement);
          known = await findKeyholder(trx, card.cardHash);
        }
        if (!known && card.device === 'card') {
          const joined = await joinCard(trx, card, earlier, now, joinDelayHours * 3_600_000);
          if (joined) await recordChange(trx, issuer, joined, 'card.joined', cardStatement);
          known = await findKeyholder(trx, card.cardHash);
        }
        if (!known && card.device === 'card' && signed.statement.purpose === 'enrol') {
          const made = await enrol(trx, card, now);
          known = await findKeyholder(trx, card.cardHash);
          if (made) await recordEvidence(trx, issuer, { event: 'keyholder.enrolled', level: 'L3', cardStatement });
        }
        if (!known) return err({ kind: 'keyholder.unknown' });
        if (known.ended) return err({ kind: 'phone.ended' });
        if (known.usable > now) return err({ kind: 'succession.waiting', until: rfc3339(known.usable.getTime()) });
        // A usable successor ends its predecessors here at once, however old an OCSP answer may still be (up to five minutes).
        if (await hasSuccessor(trx, known, now)) return err({ kind: known.kind === 'phone' ? 'phone.ended' : 'certificate.revoked' });
        if (known.hold) {
          // The owner's new card, joined after the loss, is what lifts its hold; nothing else does, a phone least of all.
          if (known.kind !== 'card' || known.hold.reason !== 'loss' || known.joined < known.hold.since) return err({ kind: 'hold.set' });
          await trx.updateTable('keyholder').set({ hold_since: null, hold_reason: null }).where('id', '=', known.id).execute();
          await recordEvidence(trx, issuer, { event: 'hold.cleared', level: 'L3', cardStatement });
        }
        const evidence = await recordEvidence(trx, issuer, { event: 'session.opened', level: 'L3', cardStatement });
        const token = newSecret();
        const own = Buffer.from(card.cardHash);
        await trx.updateTable('keyholder_card').set({ used: now }).where('card_hash', '=', own).execute();
        await trx
          .insertInto('session')
          .values({
            ...{ token_hash: hashOf(token), keyholder: known.id, jkt: signed.statement.jkt, kem_key: JSON.stringify(kemKey), level: 'L3' },
            ...{ card_statement: cardStatement, statement: JSON.stringify(signed.statement) },
            ...{ signature: Buffer.from(fromBase64url(signed.signature)), evidence: evidence.id, card: own },
            ...{ opened: now, used: now, closed: null },
          })
          .execute();
        return ok({ token, keyholder: known.id, expires: sessionEnd(now.getTime()) });
      }),
    async use(token, jkt) {
      const now = clock();
      const live = db
        .selectFrom('session')
        .selectAll()
        .where('token_hash', '=', hashOf(token))
        .where('jkt', '=', jkt)
        .where('closed', 'is', null)
        .where('used', '>', new Date(now - keyserverLimits.idleSeconds * 1000))
        .where('opened', '>', new Date(now - keyserverLimits.sessionSeconds * 1000));
      const row = await live.executeTakeFirst();
      if (row && now - row.used.getTime() >= USE_STEP) {
        await db
          .updateTable('session')
          .set({ used: new Date(now) })
          .where('token_hash', '=', row.token_hash)
          .execute();
      }
      return row && fromRow(row);
    },
    async close(session) {
      await db
        .updateTable('session')
        .set({ closed: new Date(clock()) })
        .where('token_hash', '=', Buffer.from(session.tokenHash))
        .execute();
    },
    async sweep() {
      await db.deleteFrom('nonce').where('expires', '<', new Date(clock())).execute();
    },
  };
}
