// Nonces, keyholders and sessions in PostgreSQL. Tokens and nonces are stored hashed; a nonce is used up in the transaction of the
// session it opens, beside the evidence of it (architecture §1, sentence 4).
import { createHash, randomBytes } from 'node:crypto';
import { keyserverLimits } from '@shishobako/contracts/keyserver-api';
import { EcPublicJwk } from '@shishobako/contracts/primitives';
import { jsonSha256 } from '@shishobako/crypto/node/digest';
import { addJob } from '@shishobako/database/jobs';
import { withTransaction } from '@shishobako/database/transaction';
import { type EvidenceIssuer, recordEvidence } from '@shishobako/evidence/record-evidence';
import { fromBase64url } from '@shishobako/kernel/bytes';
import type { Clock } from '@shishobako/kernel/clock';
import { rfc3339 } from '@shishobako/kernel/clock';
import { type KeyholderId, randomId } from '@shishobako/kernel/ids';
import { err, ok } from '@shishobako/kernel/result';
import type { VerifiedCard } from '@shishobako/pki/card/card-verifier';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { type DeviceSession, sessionEnd } from '../domain/session.ts';
import { tellOwnerJob } from '../jobs/tell-owner.ts';
import type { Sessions } from '../ports/sessions.ts';
import type { KeyserverTables } from './schema.ts';

type Trx = Transaction<KeyserverTables>;
const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
/** Milliseconds between two notes of a session's use: a durable write for each call would double what a release costs. */
const USE_STEP = 20_000;
const newSecret = (): string => randomBytes(32).toString('base64url');

/** Locked, so that a hold cannot come between the reading of it and the session. */
type Known = {
  readonly id: KeyholderId;
  readonly hold: { readonly since: Date; readonly reason: string } | undefined;
  readonly joined: Date;
  readonly usable: Date;
};
async function findKeyholder(trx: Trx, card: VerifiedCard): Promise<Known | undefined> {
  const row = await trx
    .selectFrom('keyholder_card')
    .innerJoin('keyholder', 'keyholder.id', 'keyholder_card.keyholder')
    .select(['keyholder.id', 'hold_since', 'hold_reason', 'keyholder_card.created', 'usable'])
    .where('card_hash', '=', Buffer.from(card.cardHash))
    .forUpdate('keyholder')
    .executeTakeFirst();
  if (!row) return undefined;
  const { id, hold_since: since, hold_reason, created: joined, usable } = row;
  return { id, hold: since ? { since, reason: hold_reason ?? 'operator' } : undefined, joined, usable };
}

const hasSuccessor = async (trx: Trx, card: Known, now: Date): Promise<boolean> =>
  (await trx
    .selectFrom('keyholder_card')
    .select('card_hash')
    .where('keyholder', '=', card.id)
    .where('created', '>', card.joined)
    .where('usable', '<=', now)
    .executeTakeFirst()) !== undefined;

/** A new card of an owner of keys: it joins when all it follows belong to one keyholder, and waits before it opens anything. */
async function join(
  trx: Trx,
  card: VerifiedCard,
  earlier: readonly Uint8Array[],
  now: Date,
  delayMs: number,
): Promise<KeyholderId | undefined> {
  if (earlier.length === 0) return undefined;
  const owners = await trx
    .selectFrom('keyholder_card')
    .select('keyholder')
    .distinct()
    .where(
      'card_hash',
      'in',
      earlier.map((hash) => Buffer.from(hash)),
    )
    .execute();
  const [owner] = owners;
  if (!owner || owners.length !== 1) return undefined;
  const added = await addCard(trx, card, owner.keyholder, now, delayMs);
  return added && owner.keyholder;
}

/** Most aliases one owner's report names: any of them leads to the box. */
const REPORTED = 20;

/** Evidence, and the order to tell the owner, in the transaction of the joining. */
async function recordJoined(trx: Trx, issuer: EvidenceIssuer, keyholder: KeyholderId, cardStatement: string): Promise<void> {
  const evidence = await recordEvidence(trx, issuer, { event: 'card.joined', level: 'L3', cardStatement });
  const keys = await trx.selectFrom('box_key').select('alias').distinct().where('keyholder', '=', keyholder).limit(REPORTED).execute();
  if (keys.length > 0) await addJob(trx, tellOwnerJob, { evidence, aliases: keys.map(({ alias }) => alias) });
}

const addCard = (trx: Trx, card: VerifiedCard, keyholder: KeyholderId, now: Date, delayMs = 0) =>
  trx
    .insertInto('keyholder_card')
    .values({
      ...{ card_hash: Buffer.from(card.cardHash), keyholder, not_after: new Date(card.notAfter) },
      ...{ created: now, usable: new Date(now.getTime() + delayMs) },
    })
    .onConflict((c) => c.column('card_hash').doNothing())
    .returning('keyholder')
    .executeTakeFirst();

/** Undefined when another request enrolled this card in the same moment: its keyholder counts. */
async function enrol(trx: Trx, card: VerifiedCard, now: Date): Promise<KeyholderId | undefined> {
  const id = randomId<KeyholderId>();
  await trx.insertInto('keyholder').values({ id, created: now, hold_since: null, hold_reason: null }).execute();
  return (await addCard(trx, card, id, now)) && id;
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
    open: ({ card, earlier, signed, kemKey }) =>
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
        if (!known) {
          const joined = await join(trx, card, earlier, now, joinDelayHours * 3_600_000);
          if (joined) await recordJoined(trx, issuer, joined, cardStatement);
          known = await findKeyholder(trx, card);
        }
        if (!known && signed.statement.purpose === 'enrol') {
          const made = await enrol(trx, card, now);
          known = await findKeyholder(trx, card);
          if (made) await recordEvidence(trx, issuer, { event: 'keyholder.enrolled', level: 'L3', cardStatement });
        }
        if (!known) return err({ kind: 'keyholder.unknown' });
        if (known.usable > now) return err({ kind: 'succession.waiting', until: rfc3339(known.usable.getTime()) });
        // A usable successor ends its predecessors here at once, however old an OCSP answer may still be (up to five minutes).
        if (await hasSuccessor(trx, known, now)) return err({ kind: 'certificate.revoked' });
        if (known.hold) {
          // The owner's new card, joined after the loss, is what lifts its hold; nothing else does.
          if (known.hold.reason !== 'loss' || known.joined < known.hold.since) return err({ kind: 'hold.set' });
          await trx.updateTable('keyholder').set({ hold_since: null, hold_reason: null }).where('id', '=', known.id).execute();
          await recordEvidence(trx, issuer, { event: 'hold.cleared', level: 'L3', cardStatement });
        }
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
