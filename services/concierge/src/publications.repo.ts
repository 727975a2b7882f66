// A municipality's draft and what it has published; a publication is never rewritten, taking back is a row of its own (PRN-07).
import { Overlay } from '@shishobako/concierge-engine/overlay';
import type { Bilingual } from '@shishobako/contracts/primitives';
import { type Kysely, sql } from 'kysely';
import type { OverlayPart } from './domain/compose-overlay.ts';

const { changes: Changes, additions: Additions } = Overlay.shape;
type Author = { readonly id: string; readonly name: Bilingual };
export type Draft = Pick<OverlayPart, 'changes' | 'additions'> & { readonly author: string; readonly changed: Date };
export type PublicationRow = OverlayPart & {
  readonly note: string;
  readonly author: Author;
  readonly published: Date;
  readonly takenBack: { readonly by: Author; readonly at: Date; readonly reason: string } | null;
};

export async function findDraft(db: Kysely<unknown>, municipality: string): Promise<Draft | undefined> {
  const { rows } = await sql<{ changes: unknown; additions: unknown; author: string; changed: Date }>`
    select changes, additions, author, changed from draft where municipality = ${municipality}`.execute(db);
  const row = rows[0];
  return row && { ...row, changes: Changes.parse(row.changes), additions: Additions.parse(row.additions) };
}

export async function saveDraft(db: Kysely<unknown>, municipality: string, draft: Draft): Promise<void> {
  await sql`insert into draft (municipality, changes, additions, author, changed)
    values (${municipality}, ${JSON.stringify(draft.changes)}, ${JSON.stringify(draft.additions)}, ${draft.author}, ${draft.changed})
    on conflict (municipality) do update set changes = excluded.changes, additions = excluded.additions, author = excluded.author,
      changed = excluded.changed`.execute(db);
}

export async function dropDraft(db: Kysely<unknown>, municipality: string): Promise<void> {
  await sql`delete from draft where municipality = ${municipality}`.execute(db);
}

type Row = {
  number: number;
  changes: unknown;
  additions: unknown;
  from: string;
  to: string | null;
  note: string;
  published: Date;
  author: string;
  authorJa: string;
  authorEn: string;
  by: string | null;
  byJa: string | null;
  byEn: string | null;
  at: Date | null;
  reason: string | null;
};

/** Newest first, taken back ones too. */
export async function listPublications(db: Kysely<unknown>, municipality: string): Promise<PublicationRow[]> {
  const { rows } = await sql<Row>`
    select p.number, p.changes, p.additions, p.effective_from as "from", p.effective_to as "to", p.note, p.published,
      a.id as author, a.name_ja as "authorJa", a.name_en as "authorEn",
      b.id as by, b.name_ja as "byJa", b.name_en as "byEn", t.taken_back as at, t.reason
    from publication p join clerk a on a.id = p.author
      left join publication_taken_back t on t.municipality = p.municipality and t.number = p.number
      left join clerk b on b.id = t.clerk
    where p.municipality = ${municipality} order by p.number desc`.execute(db);
  return rows.map((r) => ({
    number: r.number,
    changes: Changes.parse(r.changes),
    additions: Additions.parse(r.additions),
    from: r.from,
    to: r.to,
    note: r.note,
    published: r.published,
    author: { id: r.author, name: { ja: r.authorJa, en: r.authorEn } },
    takenBack:
      r.by === null || r.at === null
        ? null
        : { by: { id: r.by, name: { ja: r.byJa ?? '', en: r.byEn ?? '' } }, at: r.at, reason: r.reason ?? '' },
  }));
}

export async function addPublication(
  db: Kysely<unknown>,
  municipality: string,
  part: OverlayPart & { readonly note: string; readonly author: string; readonly published: Date },
): Promise<void> {
  await sql`insert into publication (municipality, number, changes, additions, effective_from, effective_to, note, author, published)
    values (${municipality}, ${part.number}, ${JSON.stringify(part.changes)}, ${JSON.stringify(part.additions)}, ${part.from}, ${part.to},
      ${part.note}, ${part.author}, ${part.published})`.execute(db);
}

export async function takeBack(
  db: Kysely<unknown>,
  municipality: string,
  number: number,
  act: { readonly clerk: string; readonly reason: string; readonly at: Date },
): Promise<void> {
  await sql`insert into publication_taken_back (municipality, number, reason, clerk, taken_back)
    values (${municipality}, ${number}, ${act.reason}, ${act.clerk}, ${act.at})`.execute(db);
}

/** One clerk of a municipality publishes or takes back at a time. */
export async function lockMunicipality(trx: Kysely<unknown>, municipality: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`concierge ${municipality}`}))`.execute(trx);
}
