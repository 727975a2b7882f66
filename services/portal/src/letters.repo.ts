// Letters of one box. Every statement names the box, and runs in a transaction that sees no other.
import type { AgencyName, LetterSummary } from '@shishobako/contracts/citizen-api';
import type { EnvelopeHeader, HpkeSealed } from '@shishobako/contracts/envelope';
import type { EvidenceEvent, EvidenceRef } from '@shishobako/contracts/evidence';
import type { ContentClass } from '@shishobako/contracts/levels';
import type { AgencyId, BoxId, EnvelopeId, EvidenceId } from '@shishobako/kernel/ids';
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from './context.ts';
import type { LetterFacts } from './portal-policy.ts';

export type LetterRow = {
  readonly env: EnvelopeId;
  readonly agency: AgencyName;
  readonly class: ContentClass;
  readonly arrived: Date;
  readonly opened: Date | null;
  readonly displayed: Date | null;
  readonly header: EnvelopeHeader;
  readonly headerSha256: string;
  readonly signature: string;
  readonly sealedHeader: string;
  readonly titleWrap: HpkeSealed;
  readonly contentWrap: HpkeSealed;
};

const columns = sql`l.env, json_build_object('id', l.agency, 'name', json_build_object('ja', k.agency_ja, 'en', k.agency_en)) as agency, l.class,
  l.arrived, l.opened, l.displayed, l.header, l.header_sha256 as "headerSha256", l.signature, l.sealed_header as "sealedHeader",
  l.title_wrap as "titleWrap", l.content_wrap as "contentWrap"`;
const source = sql`letter l join link k on k.box = l.box and k.alias = l.alias`;

export async function findLetter(trx: Trx, box: BoxId, env: string): Promise<LetterRow | undefined> {
  const { rows } = await sql<LetterRow>`select ${columns} from ${source} where l.box = ${box} and l.env = ${env}::uuid`.execute(trx);
  return rows[0];
}

export type LetterFilter = { readonly state: 'unread' | 'read' | 'all'; readonly agency?: AgencyId | undefined };
export type Cursor = { readonly arrived: string; readonly env: EnvelopeId };

const unread = sql`l.opened is null and l.displayed is null`;
const whereOf = (box: BoxId, { state, agency }: LetterFilter): RawBuilder<unknown> => sql`l.box = ${box}
  ${state === 'unread' ? sql`and ${unread}` : state === 'read' ? sql`and not (${unread})` : sql``}
  ${agency ? sql`and l.agency = ${agency}` : sql``}`;

export async function listLetters(
  trx: Trx,
  box: BoxId,
  filter: LetterFilter,
  page: { after?: Cursor | undefined; limit: number },
): Promise<LetterRow[]> {
  const { after, limit } = page;
  const { rows } = await sql<LetterRow>`
    select ${columns} from ${source} where ${whereOf(box, filter)}
      ${after ? sql`and (l.arrived, l.env) < (${after.arrived}::timestamptz, ${after.env}::uuid)` : sql``}
    order by l.arrived desc, l.env desc limit ${limit}`.execute(trx);
  return rows;
}

export async function countLetters(trx: Trx, box: BoxId, filter: LetterFilter): Promise<{ total: number; unread: number }> {
  const { rows } = await sql<{ total: number; unread: number }>`
    select (select count(*) from letter l where ${whereOf(box, filter)}) as total,
      (select count(*) from letter l where l.box = ${box} and ${unread}) as unread`.execute(trx);
  return rows[0] ?? { total: 0, unread: 0 };
}

export const factsOf = (letter: LetterRow, box: BoxId): LetterFacts => ({
  env: letter.env,
  box,
  class: letter.class,
  requiredLevel: letter.header.require.level,
  openEvidence: letter.header.require.openEvidence,
  acceptanceAsked: letter.header.require.accept,
});

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
export const summaryOf = (letter: LetterRow): LetterSummary => ({
  env: letter.env,
  agency: letter.agency,
  class: letter.class,
  arrived: letter.arrived.toISOString(),
  opened: iso(letter.opened),
  displayed: iso(letter.displayed),
  expires: letter.header.expires,
  header: letter.header,
  signature: letter.signature,
  sealedHeader: letter.sealedHeader,
  titleWrap: letter.titleWrap,
});

export type LetterEvent = {
  id: EvidenceId;
  event: EvidenceEvent;
  time: Date;
  jws: string;
  service: 'platform' | 'portal' | 'keyserver';
  origin: string;
};

export async function listEvents(trx: Trx, box: BoxId, env: string): Promise<LetterEvent[]> {
  const { rows } = await sql<LetterEvent>`
    select id, event, time, jws, service, origin from letter_event where box = ${box} and env = ${env}::uuid order by time, id`.execute(
    trx,
  );
  return rows;
}

/** Keeps evidence about a letter; again is no second time. */
export async function addEvents(
  trx: Trx,
  box: BoxId,
  env: string,
  events: readonly { ref: EvidenceRef; service: LetterEvent['service']; origin: string }[],
): Promise<void> {
  const column = <T>(pick: (event: (typeof events)[number]) => T): T[] => events.map(pick);
  await sql`
    insert into letter_event (box, env, id, event, time, jws, service, origin)
    select ${box}::uuid, ${env}::uuid, * from unnest(${column((e) => e.ref.id)}::uuid[], ${column((e) => e.ref.event)}::text[],
      ${column((e) => e.ref.time)}::timestamptz[], ${column((e) => e.ref.jws)}::text[], ${column((e) => e.service)}::text[], ${column((e) => e.origin)}::text[])
    on conflict (box, env, id) do nothing`.execute(trx);
}
