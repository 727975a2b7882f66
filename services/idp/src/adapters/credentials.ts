// Cards and phones of an account, inside the transaction of whoever asks (ADR 0014, 0017). A card joins by the authority's word, a phone by
// its card's own signature beside that word; a phone ends with its card, and never ends a card.
import type { AccountId } from '@shishobako/kernel/ids';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { VerifiedCard } from '@shishobako/pki/card/card-verifier';
import type { Kysely } from 'kysely';
import type { IdpTables } from './schema.ts';

type Db = Kysely<IdpTables>;
/** `base`: when the card it rests on was added, its own time for a card. */
export type Credential = {
  readonly account: AccountId;
  readonly kind: 'card' | 'phone';
  readonly created: Date;
  readonly base: Date;
  readonly ended: boolean;
};

/** Reported lost at the counter: one of these, a phone's own certificate or that of the card it rests on. */
export async function isStopped(db: Db, hashes: readonly Buffer[]): Promise<boolean> {
  const stopped = db.selectFrom('stopped_card').select('stopped').where('card_hash', 'in', hashes);
  return (await stopped.executeTakeFirst()) !== undefined;
}

export async function findCredential(db: Db, cardHash: Uint8Array): Promise<Credential | undefined> {
  const row = await db
    .selectFrom('card_credential as own')
    .leftJoin('card_credential as linked', 'linked.card_hash', 'own.linked')
    .select(['own.account', 'own.kind', 'own.created', 'own.ended', 'own.linked', 'linked.created as base'])
    .where('own.card_hash', '=', Buffer.from(cardHash))
    .executeTakeFirst();
  if (!row) return undefined;
  const hashes = [Buffer.from(cardHash), ...(row.linked ? [row.linked] : [])];
  const ended = row.ended !== null || (row.kind === 'phone' && (await isStopped(db, hashes)));
  return { account: row.account, kind: row.kind, created: row.created, base: row.base ?? row.created, ended };
}

/** A later card ends a card and the phone that rests on it; a later phone ends an earlier phone. */
export async function hasSuccessor(db: Db, { account, kind, created, base }: Credential): Promise<boolean> {
  const later = (of: 'card' | 'phone', than: Date) =>
    db
      .selectFrom('card_credential')
      .select('card_hash')
      .where('account', '=', account)
      .where('kind', '=', of)
      .where('created', '>', than)
      .executeTakeFirst();
  if (await later('card', base)) return true;
  return kind === 'phone' && (await later('phone', created)) !== undefined;
}

type Phone = { readonly linked: Uint8Array };
export const addCredential = (db: Db, card: VerifiedCard, account: AccountId, now: Date, phone?: Phone) =>
  db
    .insertInto('card_credential')
    .values({
      ...{ card_hash: Buffer.from(card.cardHash), account, not_after: new Date(card.notAfter), created: now, ended: null },
      ...{ kind: phone ? 'phone' : 'card', linked: phone ? Buffer.from(phone.linked) : null },
      key_hash: phone ? Buffer.from(card.keyHash) : null,
    })
    .onConflict((c) => c.doNothing())
    .returning('account')
    .executeTakeFirst();

/** `linked`: the card that signed the phone's key, a card of an account and its newest. A key that ended stays ended. */
export async function joinPhone(
  db: Db,
  phone: VerifiedCard,
  linked: Uint8Array,
  now: Date,
): Promise<Result<Credential, { readonly kind: 'account.unknown' | 'phone.ended' }>> {
  const card = await findCredential(db, linked);
  if (card?.kind !== 'card') return err({ kind: 'account.unknown' });
  if ((await isStopped(db, [Buffer.from(linked)])) || (await hasSuccessor(db, card))) return err({ kind: 'phone.ended' });
  const added = await addCredential(db, phone, card.account, now, { linked });
  const joined = added && (await findCredential(db, phone.cardHash));
  return joined ? ok(joined) : err({ kind: 'phone.ended' });
}
