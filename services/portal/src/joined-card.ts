// A card that joined by the authority's word (ADR 0014, threat row 14): its owner hears of it before it does anything here. A card that has
// waited at the keyserver, which told the owner at its start, waits no more; one that comes here without that is told and waits here.

import { addJob } from '@shishobako/database/jobs';
import type { Principal } from '@shishobako/http/access';
import type { Clock } from '@shishobako/kernel/clock';
import type { BoxId, DecisionId } from '@shishobako/kernel/ids';
import { type Kysely, sql } from 'kysely';
import { inBox, type Trx } from './context.ts';
import { recordAccess, system } from './history.repo.ts';
import { tellOwnerJob } from './jobs/tell-owner.ts';

/** `card_told`: when the owner was told of it here; null when the keyserver had, or nothing is there to protect. */
export type BoxOfCard = { readonly id: BoxId; readonly card_since: Date | null; readonly card_told: Date | null };
type Parts = { readonly db: Kysely<unknown>; readonly clock: Clock; readonly config: { readonly joinDelayHours: number } };

export const noticeOfCard = { ja: '新しいカードの知らせ', en: 'Notice of a new card' };
/** The clocks of identity provider and keyserver differ by less. */
const SKEW = 60_000;

/** The keyserver reported a card whose wait ended between the coming of the card before and of this one: it is this one. */
async function hasWaited(trx: Trx, box: BoxId, before: Date | null, since: Date, delay: number): Promise<boolean> {
  const latest = (card: Date) => new Date(card.getTime() + SKEW - delay);
  const { rows } = await sql`
    select 1 from card_report where box = ${box} and joined <= ${latest(since)}
      ${before ? sql`and joined > ${latest(before)}` : sql``} limit 1`.execute(trx);
  return rows.length > 0;
}

/** The keyserver knows nobody without a link, so it could not have told. There is no letter, and nothing to end, in such a box. */
const hadLinks = async (trx: Trx, box: BoxId): Promise<boolean> =>
  (await sql`select 1 from link where box = ${box} and since is not null limit 1`.execute(trx)).rows.length > 0;

/** Once for each card, whatever comes at the same time: when it was told here. */
async function noteCard(trx: Trx, box: BoxId, since: Date, now: number, delay: number): Promise<Date | null> {
  const { rows } = await sql<BoxOfCard>`select id, card_since, card_told from box where id = ${box} for update`.execute(trx);
  const before = rows[0]?.card_since ?? null;
  if (before && before >= since) return rows[0]?.card_told ?? null;
  const waited = await hasWaited(trx, box, before, since, delay);
  const told = !waited && (await hadLinks(trx, box)) ? new Date(now) : null;
  await sql`update box set card_since = ${since}, card_told = ${told} where id = ${box}`.execute(trx);
  if (waited) return told;
  await recordAccess(trx, box, now, { action: 'card.joined', actor: system, level: 'L3', purpose: noticeOfCard });
  await addJob(trx, tellOwnerJob, { box, action: 'card.joined' });
  return told;
}

/** Milliseconds since 1970; 0 when it does not wait. A session of an earlier card waits with the later one. */
export async function waitOf({ db, clock, config }: Parts, principal: Principal, box: BoxOfCard, id: DecisionId): Promise<number> {
  if (principal.cardSince === null) return 0;
  const since = new Date(principal.cardSince * 1000);
  const now = clock();
  const delay = config.joinDelayHours * 3_600_000;
  const isKnown = box.card_since !== null && box.card_since >= since;
  const told = isKnown ? box.card_told : await inBox(db, box.id, id, (trx) => noteCard(trx, box.id, since, now, delay));
  const end = told ? told.getTime() + delay : 0;
  return end > now ? end : 0;
}
