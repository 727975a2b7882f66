// Cards and phones of a keyholder, inside the transaction of whoever asks. A new card joins by the authority's word and waits; a phone joins
// by its card's own signature beside that word, never sooner than the card itself opens anything, and ends with the card (ADR 0014, 0017).
import { addJob } from '@shishobako/database/jobs';
import { type EvidenceIssuer, recordEvidence } from '@shishobako/evidence/record-evidence';
import { type KeyholderId, randomId } from '@shishobako/kernel/ids';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { VerifiedCard } from '@shishobako/pki/card/card-verifier';
import type { Transaction } from 'kysely';
import { tellOwnerJob } from '../jobs/tell-owner.ts';
import type { KeyserverTables } from './schema.ts';

export type Trx = Transaction<KeyserverTables>;
type Kind = 'card' | 'phone';

/** `base`: when the card it rests on joined, its own time for a card. */
export type Known = {
  readonly id: KeyholderId;
  readonly kind: Kind;
  readonly hold: { readonly since: Date; readonly reason: string } | undefined;
  readonly joined: Date;
  readonly base: Date;
  readonly usable: Date;
  readonly ended: boolean;
};

/** The person first, locked; the card after that, by a look of its own: what was decided while this waited for the lock (a hold, the end of
 *  a phone) is seen. One statement for both would show the card as it was before the wait. */
export async function findKeyholder(trx: Trx, cardHash: Uint8Array): Promise<Known | undefined> {
  const hash = Buffer.from(cardHash);
  const owner = await trx
    .selectFrom('keyholder')
    .select(['id', 'hold_since', 'hold_reason'])
    .where('id', '=', (e) => e.selectFrom('keyholder_card').select('keyholder').where('card_hash', '=', hash))
    .forUpdate()
    .executeTakeFirst();
  if (!owner) return undefined;
  const { kind, created, usable, ended, base } = await trx
    .selectFrom('keyholder_card as own')
    .leftJoin('keyholder_card as linked', 'linked.card_hash', 'own.linked')
    .select(['own.created', 'own.usable', 'own.kind', 'own.ended', 'linked.created as base'])
    .where('own.card_hash', '=', hash)
    .executeTakeFirstOrThrow();
  const hold = owner.hold_since ? { since: owner.hold_since, reason: owner.hold_reason ?? 'operator' } : undefined;
  return { id: owner.id, kind, hold, joined: created, base: base ?? created, usable, ended: ended !== null };
}

/** A later card that can be used ends a card and the phone that rests on it; a later phone ends an earlier phone. */
export async function hasSuccessor(trx: Trx, known: Known, now: Date): Promise<boolean> {
  const later = (kind: Kind, than: Date) =>
    trx
      .selectFrom('keyholder_card')
      .select('card_hash')
      .where('keyholder', '=', known.id)
      .where('kind', '=', kind)
      .where('created', '>', than)
      .where('usable', '<=', now)
      .executeTakeFirst();
  if (await later('card', known.base)) return true;
  return known.kind === 'phone' && (await later('phone', known.joined)) !== undefined;
}

const addCard = (trx: Trx, card: VerifiedCard, keyholder: KeyholderId, now: Date, delayMs = 0) =>
  trx
    .insertInto('keyholder_card')
    .values({
      ...{ card_hash: Buffer.from(card.cardHash), keyholder, kind: 'card', linked: null, key_hash: null },
      ...{ not_after: new Date(card.notAfter), created: now, usable: new Date(now.getTime() + delayMs), ended: null, used: null },
    })
    .onConflict((c) => c.column('card_hash').doNothing())
    .returning('keyholder')
    .executeTakeFirst();

/** A new card of an owner of keys: it joins when all it follows belong to one keyholder, and waits before it opens anything. */
export async function joinCard(
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

export type JoinPhoneRefusal = { readonly kind: 'hold.set' } | { readonly kind: 'phone.ended' } | { readonly kind: 'keyholder.unknown' };

/** `linked`: the card that signed the phone's key. It must be this person's card of today; a hold stops it; a key that ended stays ended. */
export async function joinPhone(
  trx: Trx,
  phone: VerifiedCard,
  linked: Uint8Array,
  now: Date,
): Promise<Result<KeyholderId, JoinPhoneRefusal>> {
  const card = await findKeyholder(trx, linked);
  if (card?.kind !== 'card') return err({ kind: 'keyholder.unknown' });
  if (card.hold) return err({ kind: 'hold.set' });
  if (await hasSuccessor(trx, card, now)) return err({ kind: 'phone.ended' });
  const added = await trx
    .insertInto('keyholder_card')
    .values({
      ...{ card_hash: Buffer.from(phone.cardHash), keyholder: card.id, kind: 'phone', linked: Buffer.from(linked) },
      ...{ key_hash: Buffer.from(phone.keyHash), not_after: new Date(phone.notAfter), created: now, ended: null, used: null },
      usable: card.usable > now ? card.usable : now,
    })
    .onConflict((c) => c.doNothing())
    .returning('keyholder')
    .executeTakeFirst();
  return added ? ok(card.id) : err({ kind: 'phone.ended' });
}

/** Undefined when another request enrolled this card in the same moment: its keyholder counts. */
export async function enrol(trx: Trx, card: VerifiedCard, now: Date): Promise<KeyholderId | undefined> {
  const id = randomId<KeyholderId>();
  await trx.insertInto('keyholder').values({ id, created: now, hold_since: null, hold_reason: null }).execute();
  return (await addCard(trx, card, id, now)) && id;
}

/** Most aliases one owner's report names: any the portal knows leads to the box. */
const REPORTED = 20;

/** Evidence, and the order to tell the owner, in the transaction of the change. */
export async function recordChange(
  trx: Trx,
  issuer: EvidenceIssuer,
  keyholder: KeyholderId,
  event: 'card.joined' | 'phone.joined' | 'phone.ended',
  cardStatement: string | null,
): Promise<void> {
  const evidence = await recordEvidence(trx, issuer, { event, level: 'L3', ...(cardStatement !== null && { cardStatement }) });
  // The oldest: keys for aliases nobody knows, made by whoever holds the card now, must not keep the owner from hearing of it.
  const keys = await trx
    .selectFrom('box_key')
    .select('alias')
    .where('keyholder', '=', keyholder)
    .groupBy('alias')
    .orderBy((e) => e.fn.min('created'))
    .limit(REPORTED)
    .execute();
  if (keys.length > 0) await addJob(trx, tellOwnerJob, { evidence, aliases: keys.map(({ alias }) => alias) });
}
