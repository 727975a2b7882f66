// Accounts in PostgreSQL. A nonce is used up in the transaction of the sign-in it belongs to, so a statement works once (row 11).
import { createHash, randomBytes } from 'node:crypto';
import { jsonSha256 } from '@shishobako/crypto/node/digest';
import { withTransaction } from '@shishobako/database/transaction';
import type { Clock } from '@shishobako/kernel/clock';
import { AccountId, randomId } from '@shishobako/kernel/ids';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { VerifiedCard } from '@shishobako/pki/card/card-verifier';
import type { Kysely, Transaction } from 'kysely';
import type { Accounts, CardSignInRefusal, FollowedCard } from '../ports/accounts.ts';
import { addCredential, findCredential, hasSuccessor, isStopped, joinPhone } from './credentials.ts';
import type { IdpTables } from './schema.ts';

/** Contract of idp-api.ts: 120 s. */
const nonceMs = 120_000;
/** Longer than a presence is young enough to count. */
const presenceMs = 300_000;
const hashOf = (nonce: string): Buffer => createHash('sha256').update(nonce).digest();

/** Whose card this is: its own account, or the one account all it follows belong to. */
async function findAccount(trx: Kysely<IdpTables>, { card, earlier }: FollowedCard): Promise<AccountId | undefined> {
  const own = (await findCredential(trx, card.cardHash))?.account;
  if (own || earlier.length === 0) return own;
  const owners = await trx
    .selectFrom('card_credential')
    .select('account')
    .distinct()
    .where(
      'card_hash',
      'in',
      earlier.map((hash) => Buffer.from(hash)),
    )
    .execute();
  return owners.length === 1 ? owners[0]?.account : undefined;
}

/** Reported lost; or the account's newest card is neither this one nor one that this one follows: a later card is in use. */
async function hasEnded(trx: Kysely<IdpTables>, { card, earlier }: FollowedCard, account: AccountId | undefined): Promise<boolean> {
  const hash = Buffer.from(card.cardHash);
  if (await isStopped(trx, [hash])) return true;
  if (!account) return false;
  const cards = trx.selectFrom('card_credential').select('card_hash').where('account', '=', account).where('kind', '=', 'card');
  const newest = await cards.orderBy('created', 'desc').executeTakeFirst();
  return newest !== undefined && ![hash, ...earlier].some((one) => newest.card_hash.equals(one));
}

/** Two enrolments of one card at the same moment end in one account. */
async function enrol(trx: Transaction<IdpTables>, card: VerifiedCard, now: Date): Promise<AccountId> {
  const account = randomId<AccountId>();
  await trx.insertInto('account').values({ id: account, created: now }).execute();
  const added = await addCredential(trx, card, account, now);
  if (added) return account;
  const owner = await findCredential(trx, card.cardHash);
  if (!owner) throw new Error('a credential that conflicts has an owner');
  return owner.account;
}

/** A phone's own end, a later phone or card in use, or its card reported lost, however old an OCSP answer may still be. */
async function findPhoneAccount(
  trx: Transaction<IdpTables>,
  phone: VerifiedCard,
  linked: Uint8Array | undefined,
  now: Date,
): Promise<Result<AccountId, CardSignInRefusal>> {
  const known = await findCredential(trx, phone.cardHash);
  if (!known && !linked) return err({ kind: 'account.unknown' });
  const joined = known || !linked ? ok(known) : await joinPhone(trx, phone, linked, now);
  if (!joined.ok) return joined;
  if (!joined.value) return err({ kind: 'account.unknown' });
  return joined.value.ended || (await hasSuccessor(trx, joined.value)) ? err({ kind: 'phone.ended' }) : ok(joined.value.account);
}

export function makeAccounts(db: Kysely<IdpTables>, clock: Clock): Accounts {
  return {
    async exists(id) {
      const parsed = AccountId.safeParse(id);
      if (!parsed.success) return false;
      return (await db.selectFrom('account').select('id').where('id', '=', parsed.data).executeTakeFirst()) !== undefined;
    },
    async cardSince(id) {
      const newest = await db
        .selectFrom('card_credential as card')
        .innerJoin('account', 'account.id', 'card.account')
        .select(['card.created', 'account.created as enrolled'])
        .where('account.id', '=', AccountId.parse(id))
        .where('card.kind', '=', 'card')
        .orderBy('card.created', 'desc')
        .executeTakeFirst();
      // An account begins in the same moment as its first card.
      const isFirst = newest?.created.getTime() === newest?.enrolled.getTime();
      return isFirst ? undefined : newest?.created.getTime();
    },
    async issueNonce(interaction) {
      const nonce = randomBytes(32).toString('base64url');
      const expires = clock() + nonceMs;
      await db
        .insertInto('nonce')
        .values({ nonce_hash: hashOf(nonce), interaction, expires: new Date(expires) })
        .execute();
      return { nonce, expires };
    },
    async hasNonce(interaction, nonce) {
      const found = await db
        .selectFrom('nonce')
        .select('interaction')
        .where('nonce_hash', '=', hashOf(nonce))
        .where('interaction', '=', interaction)
        .where('expires', '>', new Date(clock()))
        .executeTakeFirst();
      return found !== undefined;
    },
    async knows(card) {
      const found = db.selectFrom('card_credential').select('account').where('card_hash', '=', Buffer.from(card.cardHash));
      return (await found.executeTakeFirst()) !== undefined;
    },
    async signIn(input) {
      const now = new Date(clock());
      return withTransaction(db, async (trx) => {
        const used = await trx
          .deleteFrom('nonce')
          .where('nonce_hash', '=', hashOf(input.nonce))
          .where('interaction', '=', input.interaction)
          .where('expires', '>', now)
          .returning('interaction')
          .executeTakeFirst();
        if (!used) return err({ kind: 'nonce.invalid' });
        if (input.card.device === 'phone') return findPhoneAccount(trx, input.card, input.linked, now);
        const owner = await findAccount(trx, input);
        if (await hasEnded(trx, input, owner)) return err({ kind: 'certificate.revoked' });
        if (owner) {
          if (input.earlier.length > 0) await addCredential(trx, input.card, owner, now);
          return ok(owner);
        }
        return input.enrol ? ok(await enrol(trx, input.card, now)) : err({ kind: 'account.unknown' });
      });
    },
    joinPhone: (phone, linked) =>
      withTransaction(db, async (trx) => {
        const known = await findCredential(trx, phone.cardHash);
        const joined = known ? ok(known) : await joinPhone(trx, phone, linked, new Date(clock()));
        if (!joined.ok) return joined;
        return joined.value.ended ? err({ kind: 'phone.ended' }) : ok(undefined);
      }),
    async endPhone(signer, before) {
      const known = await findCredential(db, signer);
      if (!known || known.ended) return err({ kind: 'account.unknown' });
      const ended = await db
        .updateTable('card_credential')
        .set({ ended: new Date(clock()) })
        .where('account', '=', known.account)
        .where('kind', '=', 'phone')
        .where('ended', 'is', null)
        .where('created', '<=', new Date(before))
        .returning('card_hash')
        .execute();
      return ok(ended.length);
    },
    async identify(input) {
      const owner = await findAccount(db, input);
      if (await hasEnded(db, input, owner)) return err({ kind: 'certificate.revoked' });
      return owner ? ok(owner) : err({ kind: 'account.unknown' });
    },
    async stopCard(cardHash) {
      const row = { card_hash: Buffer.from(cardHash), stopped: new Date(clock()) };
      await db
        .insertInto('stopped_card')
        .values(row)
        .onConflict((c) => c.doNothing())
        .execute();
    },
    async takePresence(statement) {
      const taken = await db
        .insertInto('presence_taken')
        .values({ statement: Buffer.from(jsonSha256(statement), 'base64url'), expires: new Date(clock() + presenceMs) })
        .onConflict((c) => c.doNothing())
        .returning('statement')
        .executeTakeFirst();
      return taken !== undefined;
    },
    async sweep() {
      await db.deleteFrom('nonce').where('expires', '<', new Date(clock())).execute();
      await db.deleteFrom('presence_taken').where('expires', '<', new Date(clock())).execute();
    },
  };
}
