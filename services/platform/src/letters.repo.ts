// A letter as its sender may see it: opening times only where the header registered the need (security sheet §8).
import type { AgencyLetter, LetterState } from '@shishobako/contracts/agency-api';
import type { EnvelopeHeader } from '@shishobako/contracts/envelope';
import type { EvidenceEvent, EvidenceRef } from '@shishobako/contracts/evidence';
import type { ContentClass } from '@shishobako/contracts/levels';
import { firstOpening } from '@shishobako/evidence/first-opening';
import type { Alias, EnvelopeId, EvidenceId } from '@shishobako/kernel/ids';
import { type Kysely, sql, type Transaction } from 'kysely';
import { failureOf } from './domain/letter-failure.ts';

type Row = {
  env: EnvelopeId;
  alias: Alias;
  class: ContentClass;
  purpose: string;
  openEvidence: boolean;
  state: LetterState;
  submitted: Date;
  arrived: Date | null;
  opened: Date | null;
  displayed: Date | null;
  failure: string | null;
};
const columns = sql`env, alias, class, purpose, open_evidence as "openEvidence", state, submitted, arrived, opened, displayed, failure`;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
const toLetter = (row: Row): AgencyLetter => ({
  env: row.env,
  to: row.alias,
  class: row.class,
  purpose: row.purpose,
  state: row.state,
  submitted: row.submitted.toISOString(),
  arrived: iso(row.arrived),
  opened: row.openEvidence ? iso(row.opened) : null,
  displayed: row.openEvidence ? iso(row.displayed) : null,
  openEvidence: row.openEvidence,
  failure: failureOf(row.failure),
});

export type LetterEvent = {
  id: EvidenceId;
  event: EvidenceEvent;
  time: Date;
  jws: string;
  service: 'platform' | 'portal' | 'keyserver';
  origin: string;
  proof: string | null;
};
export type Cursor = { readonly submitted: string; readonly env: EnvelopeId };

export async function listLetters(
  db: Kysely<unknown>,
  agency: string,
  filter: { state?: LetterState | undefined; after?: Cursor | undefined; limit: number },
) {
  const { state, after, limit } = filter;
  const { rows } = await sql<Row>`
    select ${columns} from letter where agency = ${agency}
      ${state ? sql`and state = ${state}` : sql``}
      ${after ? sql`and (submitted, env) < (${after.submitted}::timestamptz, ${after.env}::uuid)` : sql``}
    order by submitted desc, env desc limit ${limit}`.execute(db);
  return rows.map(toLetter);
}

export async function countLetters(db: Kysely<unknown>, agency: string): Promise<Record<LetterState, number>> {
  const { rows } = await sql<{
    state: LetterState;
    n: number;
  }>`select state, count(*) as n from letter where agency = ${agency} group by state`.execute(db);
  const counts = { submitted: 0, arrived: 0, opened: 0, displayed: 0, failed: 0 };
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

export async function findLetters(db: Kysely<unknown>, agency: string, envs: readonly string[]): Promise<AgencyLetter[]> {
  const { rows } = await sql<Row>`select ${columns} from letter where agency = ${agency} and env = any(${envs}::uuid[])`.execute(db);
  return rows.map(toLetter);
}

export async function findSealed(db: Kysely<unknown>, env: string) {
  const { rows } = await sql<{
    agency: string;
    alias: Alias;
    header: EnvelopeHeader;
    headerSha256: string;
    signature: string;
    openEvidence: boolean;
    state: LetterState;
  }>`
    select agency, alias, header, header_sha256 as "headerSha256", signature, open_evidence as "openEvidence", state from letter where env = ${env}::uuid`.execute(
    db,
  );
  return rows[0];
}

export async function listEvents(db: Kysely<unknown>, env: string): Promise<LetterEvent[]> {
  const { rows } = await sql<LetterEvent>`
    select id, event, time, jws, service, origin, proof from letter_event where env = ${env}::uuid order by time, id`.execute(db);
  return rows;
}

/** Keeps evidence that happened elsewhere; again is no second time. Returns whether it was new. */
export async function addEvent(
  trx: Transaction<unknown>,
  env: string,
  ref: EvidenceRef,
  issuer: { service: string; origin: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into letter_event (env, id, event, time, jws, service, origin)
    values (${env}, ${ref.id}, ${ref.event}, ${ref.time}, ${ref.jws}, ${issuer.service}, ${issuer.origin})
    on conflict (env, id) do nothing`.execute(trx);
  return numAffectedRows === 1n;
}

/** One after the other, so that each sees what the other has added. */
export const lockLetter = (trx: Transaction<unknown>, env: string) => sql`select 1 from letter where env = ${env} for update`.execute(trx);

/** After `addEvent`, with the letter locked. Its first arrival, opening and display count; an opening that was taken back never was. */
export async function advance(trx: Transaction<unknown>, env: string, event: EvidenceEvent, time: string): Promise<void> {
  if (event === 'box.arrived')
    await sql`update letter set arrived = coalesce(arrived, ${time}), state = case when state = 'submitted' then 'arrived' else state end where env = ${env}`.execute(
      trx,
    );
  if (event === 'open.handover' || event === 'open.failed') {
    const opened = firstOpening(await listEvents(trx, env));
    await sql`
      update letter set opened = ${opened}::timestamptz, state = case
        when open_evidence and ${opened}::timestamptz is not null and state in ('submitted', 'arrived') then 'opened'
        when ${opened}::timestamptz is null and state = 'opened' then case when arrived is null then 'submitted' else 'arrived' end
        else state end where env = ${env}`.execute(trx);
  }
  if (event === 'open.ack')
    await sql`
      update letter set displayed = least(displayed, ${time}::timestamptz),
        state = case when open_evidence and state <> 'failed' then 'displayed' else state end where env = ${env}`.execute(trx);
}
