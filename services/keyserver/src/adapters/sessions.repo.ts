// Nonces, keyholders and sessions in PostgreSQL. Tokens and nonces are stored hashed; a nonce is used up in the transaction of the
// session it opens, beside the evidence of it (architecture §1, sentence 4).
import { createHash, randomBytes } from 'node:crypto';
import { keyserverLimits } from '@shishobako/contracts/keyserver-api';
import { EcPublicJwk } from '@shishobako/contracts/primitives';
import { jsonSha256 } from '@shishobako/crypto/node/digest';
import { withTransaction } from '@shishobako/database/transaction';
import { type EvidenceIssuer, recordEvidence } from '@shishobako/evidence/record-evidence';
import { fromBase64url } from '@shishobako/kernel/bytes';
import type { Clock } from '@shishobako/kernel/clock';
import { type KeyholderId, randomId } from '@shishobako/kernel/ids';
import { err, ok } from '@shishobako/kernel/result';
import type { VerifiedCard } from '@shishobako/pki/card/card-verifier';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { type DeviceSession, sessionEnd } from '../domain/session.ts';
import type { Sessions } from '../ports/sessions.ts';
import type { KeyserverTables } from './schema.ts';

type Trx = Transaction<KeyserverTables>;
const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
/** Milliseconds between two notes of a session's use: a durable write for each call would double what a release costs. */
const USE_STEP = 20_000;
const newSecret = (): string => randomBytes(32).toString('base64url');

/** Locked, so that a hold cannot come between the reading of it and the session. */
async function findKeyholder(trx: Trx, card: VerifiedCard): Promise<{ id: KeyholderId; held: boolean } | undefined> {
  const row = await trx
    .selectFrom('keyholder_card')
    .innerJoin('keyholder', 'keyholder.id', 'keyholder_card.keyholder')
    .select(['keyholder.id', 'keyholder.hold_since'])
    .where('card_hash', '=', Buffer.from(card.cardHash))
    .forShare('keyholder')
    .executeTakeFirst();
  return row && { id: row.id, held: row.hold_since !== null };
}

/** Undefined when another request enrolled this card in the same moment: its keyholder counts. */
async function enrol(trx: Trx, card: VerifiedCard, now: Date): Promise<KeyholderId | undefined> {
  const id = randomId<KeyholderId>();
  await trx.insertInto('keyholder').values({ id, created: now, hold_since: null }).execute();
  const added = await trx
    .insertInto('keyholder_card')
    .values({ card_hash: Buffer.from(card.cardHash), keyholder: id, not_after: new Date(card.notAfter), created: now })
    .onConflict((c) => c.column('card_hash').doNothing())
    .returning('keyholder')
    .executeTakeFirst();
  return added && id;
}

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

export function makeSessions(db: Kysely<KeyserverTables>, issuer: EvidenceIssuer, clock: Clock): Sessions {
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
    async hasNonce(nonce) {
      const live = db.selectFrom('nonce').select('expires').where('nonce_hash', '=', hashOf(nonce));
      return (await live.where('expires', '>', new Date(clock())).executeTakeFirst()) !== undefined;
    },
    open: ({ card, signed, kemKey }) =>
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
        let known = await findKeyholder(trx, card);
        if (!known && signed.statement.purpose === 'enrol') {
          const made = await enrol(trx, card, now);
          known = made ? { id: made, held: false } : await findKeyholder(trx, card);
          if (made) await recordEvidence(trx, issuer, { event: 'keyholder.enrolled', level: 'L3', cardStatement });
        }
        if (!known) return err({ kind: 'keyholder.unknown' });
        if (known.held) return err({ kind: 'hold.set' });
        const evidence = await recordEvidence(trx, issuer, { event: 'session.opened', level: 'L3', cardStatement });
        const token = newSecret();
        await trx
          .insertInto('session')
          .values({
            ...{ token_hash: hashOf(token), keyholder: known.id, jkt: signed.statement.jkt, kem_key: JSON.stringify(kemKey), level: 'L3' },
            ...{ card_statement: cardStatement, statement: JSON.stringify(signed.statement) },
            ...{ signature: Buffer.from(fromBase64url(signed.signature)), evidence: evidence.id, opened: now, used: now, closed: null },
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
