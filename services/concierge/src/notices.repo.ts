// Notices with where they came from, what was understood and who decided; the clerks' rules; the sources and how they answer (CON-24).
import { NoticeMeaning, type NoticeRule, type NoticeState, type SourceState } from '@shishobako/contracts/concierge-api';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { StoredRule } from './domain/notice-rules.ts';

export const FoundNotice = z.object({
  title: z.string(),
  published: z.string().nullable(),
  link: z.string().nullable(),
  locator: z.string().nullable(),
  format: z.string(),
  encoding: z.string(),
  confidence: z.number(),
  clues: z.array(z.object({ id: z.string(), where: z.string(), words: z.string() })),
  contacts: z.array(z.object({ department: z.string().nullable(), phone: z.string().nullable(), url: z.string().nullable() })),
});
export type FoundNotice = z.infer<typeof FoundNotice>;
export type NoticeRow = {
  readonly id: string;
  readonly source: string;
  readonly read: Date;
  readonly sha256: string;
  readonly found: FoundNotice;
  readonly meaning: NoticeMeaning;
  readonly rule: number | null;
  readonly state: NoticeState;
  readonly clerk: string | null;
  readonly decided: Date | null;
};
type Raw = Omit<NoticeRow, 'found' | 'meaning'> & { found: unknown; meaning: unknown };
const toNotice = (row: Raw): NoticeRow => ({ ...row, found: FoundNotice.parse(row.found), meaning: NoticeMeaning.parse(row.meaning) });
const columns = sql`id, source, read, sha256, found, meaning, rule, state, clerk, decided`;

/** False when this notice is there already; then nothing changes, least of all a clerk's decision. */
export async function keepNotice(
  db: Kysely<unknown>,
  municipality: string,
  fingerprint: string,
  notice: Omit<NoticeRow, 'state' | 'clerk' | 'decided'>,
): Promise<boolean> {
  const done = await sql`insert into notice (municipality, id, fingerprint, source, read, sha256, found, meaning, rule, state)
    values (${municipality}, ${notice.id}, ${fingerprint}, ${notice.source}, ${notice.read}, ${notice.sha256},
      ${JSON.stringify(notice.found)}, ${JSON.stringify(notice.meaning)}, ${notice.rule}, 'new')
    on conflict (municipality, fingerprint) do nothing`.execute(db);
  return done.numAffectedRows === 1n;
}

export async function listNotices(
  db: Kysely<unknown>,
  municipality: string,
  query: {
    readonly state?: NoticeState | undefined;
    readonly relevant?: boolean | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<NoticeRow[]> {
  const { rows } = await sql<Raw>`select ${columns} from notice where municipality = ${municipality}
    and (${query.state ?? null}::text is null or state = ${query.state ?? null})
    and (${query.relevant ?? null}::boolean is null or (meaning->>'relevant')::boolean = ${query.relevant ?? null})
    and (${query.after ?? null}::uuid is null or id < ${query.after ?? null}::uuid)
    order by id desc limit ${query.limit}`.execute(db);
  return rows.map(toNotice);
}

export async function findNotice(db: Kysely<unknown>, municipality: string, id: string): Promise<NoticeRow | undefined> {
  const { rows } = await sql<Raw>`select ${columns} from notice where municipality = ${municipality} and id = ${id}`.execute(db);
  return rows[0] && toNotice(rows[0]);
}

export async function decideNotice(
  db: Kysely<unknown>,
  municipality: string,
  id: string,
  decision: { readonly state: NoticeState; readonly meaning: NoticeMeaning; readonly clerk: string; readonly at: Date },
): Promise<void> {
  await sql`update notice set state = ${decision.state}, meaning = ${JSON.stringify(decision.meaning)}, clerk = ${decision.clerk},
    decided = ${decision.at} where municipality = ${municipality} and id = ${id}`.execute(db);
}

export async function countNotices(db: Kysely<unknown>, municipality: string): Promise<Record<NoticeState, number>> {
  const { rows } = await sql<{ state: NoticeState; n: number }>`
    select state, count(*) as n from notice where municipality = ${municipality} group by state`.execute(db);
  const of = (state: NoticeState): number => rows.find((row) => row.state === state)?.n ?? 0;
  return { new: of('new'), confirmed: of('confirmed'), corrected: of('corrected') };
}

type RuleRow = {
  number: number;
  match: 'title' | 'words';
  words: string[];
  relevant: boolean;
  events: string[];
  procedures: string[];
  author: string;
  made: Date;
  used: number;
};

export async function listRules(
  db: Kysely<unknown>,
  municipality: string,
): Promise<(StoredRule & Pick<NoticeRule, 'author' | 'used'> & { readonly made: Date })[]> {
  const { rows } = await sql<RuleRow>`
    select number, match, words, relevant, life_events as events, procedures, author, made,
      (select count(*) from notice n where n.municipality = r.municipality and n.rule = r.number) as used
    from notice_rule r where municipality = ${municipality} order by number desc`.execute(db);
  return rows.map(({ relevant, events, procedures, ...row }) => ({ ...row, meaning: { relevant, lifeEvents: events, procedures } }));
}

export async function addRule(
  db: Kysely<unknown>,
  municipality: string,
  rule: Omit<StoredRule, 'number'> & { readonly author: string; readonly made: Date },
): Promise<void> {
  await sql`insert into notice_rule (municipality, number, match, words, relevant, life_events, procedures, author, made)
    select ${municipality}, coalesce(max(number), 0) + 1, ${rule.match}, ${[...rule.words]}::text[], ${rule.meaning.relevant},
      ${[...rule.meaning.lifeEvents]}::text[], ${[...rule.meaning.procedures]}::text[], ${rule.author}, ${rule.made}
    from notice_rule where municipality = ${municipality}`.execute(db);
}

export async function dropRule(db: Kysely<unknown>, municipality: string, number: number): Promise<boolean> {
  const done = await sql`delete from notice_rule where municipality = ${municipality} and number = ${number}`.execute(db);
  return done.numAffectedRows === 1n;
}

export type SourceRow = {
  readonly url: string;
  readonly read: Date | null;
  readonly changed: Date | null;
  readonly sha256: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly status: number | null;
  readonly state: SourceState['state'];
  readonly detail: string | null;
  readonly failures: number;
};

export async function listSources(db: Kysely<unknown>, municipality: string): Promise<SourceRow[]> {
  const { rows } =
    await sql<SourceRow>`select url, read, changed, sha256, etag, last_modified as "lastModified", status, state, detail, failures
    from source where municipality = ${municipality} order by url`.execute(db);
  return rows;
}

export async function saveSource(db: Kysely<unknown>, municipality: string, s: SourceRow): Promise<void> {
  await sql`insert into source (municipality, url, read, changed, sha256, etag, last_modified, status, state, detail, failures)
    values (${municipality}, ${s.url}, ${s.read}, ${s.changed}, ${s.sha256}, ${s.etag}, ${s.lastModified}, ${s.status}, ${s.state}, ${s.detail}, ${s.failures})
    on conflict (municipality, url) do update set read = excluded.read, changed = excluded.changed, sha256 = excluded.sha256,
      etag = excluded.etag, last_modified = excluded.last_modified, status = excluded.status, state = excluded.state,
      detail = excluded.detail, failures = excluded.failures`.execute(db);
}
