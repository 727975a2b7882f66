// The history of a box (SVC-02, SVC-21): who did what to which item, when, and by which authority. Written in the transaction of the act.
import type { AccessAction, AccessEvent } from '@shishobako/contracts/citizen-api';
import type { DecisionExplanation } from '@shishobako/contracts/decision';
import type { EvidenceRef } from '@shishobako/contracts/evidence';
import type { Level } from '@shishobako/contracts/levels';
import type { Bilingual } from '@shishobako/contracts/primitives';
import { rfc3339 } from '@shishobako/kernel/clock';
import { type BoxId, type EvidenceId, timeOrderedId } from '@shishobako/kernel/ids';
import { sql } from 'kysely';
import type { Trx } from './context.ts';
import type { LetterRow } from './letters.repo.ts';
import type { Session } from './portal-policy.ts';

const self: AccessEvent['actor'] = { kind: 'self', name: { ja: 'ご本人', en: 'You' }, agency: null };
export const system: AccessEvent['actor'] = { kind: 'system', name: { ja: '私書箱ポータル', en: 'Portal' }, agency: null };
export const keyserver: AccessEvent['actor'] = { kind: 'system', name: { ja: '鍵サーバ', en: 'Key server' }, agency: null };
const ownUse: Bilingual = { ja: 'ご本人の利用', en: 'Use by the owner' };

/** The policies that settled it: those that refused, or else those that allowed. */
export function basisOf(decision: DecisionExplanation): AccessEvent['basis'] {
  const refused = decision.layers.filter((layer) => layer.result === 'deny').flatMap((layer) => layer.policies);
  if (decision.result === 'deny') return refused;
  return decision.layers.filter((layer) => layer.result === 'allow').flatMap((layer) => layer.policies);
}

export type HistoryEntry = Pick<AccessEvent, 'action'> & Partial<Omit<AccessEvent, 'time' | 'action'>>;

export async function recordAccess(trx: Trx, box: BoxId, now: number, entry: HistoryEntry): Promise<void> {
  const event: AccessEvent = {
    id: timeOrderedId<EvidenceId>(),
    time: rfc3339(now),
    actor: self,
    env: null,
    agency: null,
    class: null,
    level: null,
    count: null,
    purpose: ownUse,
    basis: [],
    decision: null,
    ...entry,
  };
  await sql`insert into access_event (box, id, env, event) values (${box}, ${event.id}, ${event.env}, ${JSON.stringify(event)}::jsonb)`.execute(
    trx,
  );
}

/** What another service reports by its evidence, under the evidence's id: told again, it is written once. True the first time. */
export async function recordReported(
  trx: Trx,
  box: BoxId,
  evidence: Pick<EvidenceRef, 'id' | 'time'>,
  entry: HistoryEntry,
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${evidence.id}, 0))`.execute(trx);
  const known = await sql`select 1 from access_event where box = ${box} and id = ${evidence.id}::uuid`.execute(trx);
  if (known.rows.length > 0) return false;
  await recordAccess(trx, box, Date.parse(evidence.time), { ...entry, id: evidence.id });
  return true;
}

/** The owner did something, allowed or refused by this decision. */
export const byOwner = (
  action: AccessAction,
  session: Session & { level: Level },
  decision: DecisionExplanation,
  more: Partial<HistoryEntry> = {},
): HistoryEntry => ({ action, level: session.level, basis: basisOf(decision), decision: decision.id, ...more });

export const aboutLetter = (letter: LetterRow): Pick<AccessEvent, 'env' | 'agency' | 'class'> => ({
  env: letter.env,
  agency: letter.agency,
  class: letter.class,
});

export async function listAccess(
  trx: Trx,
  box: BoxId,
  filter: { after?: string | undefined; env?: string | undefined; limit: number },
): Promise<AccessEvent[]> {
  const { after, env, limit } = filter;
  const { rows } = await sql<{ event: AccessEvent }>`
    select event from access_event where box = ${box}
      ${env ? sql`and env = ${env}::uuid` : sql``} ${after ? sql`and id < ${after}::uuid` : sql``}
    order by id desc limit ${limit}`.execute(trx);
  return rows.map((row) => row.event);
}
