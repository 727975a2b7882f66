// Letters as the agency remembers them: title and addressee are its own knowledge; states come from the platform.

import type { Records } from '@shishobako/agency-sdk/records-file';
import type { AgencyLetter, LetterState } from '@shishobako/contracts/agency-api';
import { ConsoleLetter, ConsoleLetterDetail } from '@shishobako/contracts/console-api';
import { z } from 'zod';

export type SentFile = ConsoleLetterDetail['files'][number];
export type NewLetter = Pick<
  ConsoleLetter,
  'env' | 'code' | 'type' | 'title' | 'class' | 'purpose' | 'openEvidence' | 'submitted' | 'by' | 'batch'
> & {
  readonly files: readonly SentFile[];
};

const Row = z.object({
  env: z.string(),
  code: z.string(),
  name: z.string().nullable(),
  type: z.string(),
  title: z.string(),
  class: z.string(),
  purpose: z.string(),
  open_evidence: z.number(),
  state: z.string(),
  submitted: z.string(),
  arrived: z.string().nullable(),
  opened: z.string().nullable(),
  displayed: z.string().nullable(),
  failure: z.string().nullable(),
  by_whom: z.string(),
  batch: z.string().nullable(),
  files: z.string(),
});

const toLetter = (raw: unknown): ConsoleLetter => {
  const { open_evidence, by_whom, failure, files: _files, name, ...row } = Row.parse(raw);
  return ConsoleLetter.parse({
    ...row,
    name: name ?? '',
    openEvidence: open_evidence === 1,
    by: by_whom,
    failure: failure === null ? null : JSON.parse(failure),
  });
};

export type LetterFilter = {
  readonly state?: LetterState | undefined;
  readonly type?: string | undefined;
  readonly code?: string | undefined;
  readonly batch?: string | undefined;
  readonly q?: string | undefined;
  /** RFC 3339 bounds of `submitted`, from inclusive, to exclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

const select = 'select l.*, r.name from letter l left join recipient r on r.code = l.code';
const filterSql = `(:type = '' or l.type = :type) and (:code = '' or l.code = :code) and (:batch = '' or l.batch = :batch)
  and (:q = '' or instr(l.title, :q) > 0 or instr(coalesce(r.name, ''), :q) > 0 or l.code = :q or l.env = :q)
  and (:from = '' or l.submitted >= :from) and (:to = '' or l.submitted < :to)`;
const bind = (f: LetterFilter) => ({
  type: f.type ?? '',
  code: f.code ?? '',
  batch: f.batch ?? '',
  q: f.q ?? '',
  from: f.from ?? '',
  to: f.to ?? '',
});
const noCounts = (): Record<LetterState, number> => ({ submitted: 0, arrived: 0, opened: 0, displayed: 0, failed: 0 });

export const makeLetters = ({ db, transaction }: Records) => ({
  add(letter: NewLetter): void {
    db.prepare(
      `insert into letter (env, code, type, title, class, purpose, open_evidence, state, submitted, by_whom, batch, files)
       values (?, ?, ?, ?, ?, ?, ?, 'submitted', ?, ?, ?, ?) on conflict do nothing`,
    ).run(
      letter.env,
      letter.code,
      letter.type,
      letter.title,
      letter.class,
      letter.purpose,
      letter.openEvidence ? 1 : 0,
      letter.submitted,
      letter.by,
      letter.batch,
      JSON.stringify(letter.files),
    );
  },
  find(env: string): { letter: ConsoleLetter; files: SentFile[] } | undefined {
    const row = db.prepare(`${select} where l.env = ?`).get(env);
    if (!row) return undefined;
    return { letter: toLetter(row), files: ConsoleLetterDetail.shape.files.parse(JSON.parse(Row.parse(row).files)) };
  },
  /** Newest first; the cursor is `submitted|env` of the last row. */
  page(filter: LetterFilter, cursor: string, limit: number): ConsoleLetter[] {
    return db
      .prepare(
        `${select} where ${filterSql} and (:state = '' or l.state = :state) and (:cursor = '' or l.submitted || '|' || l.env < :cursor)
         order by l.submitted desc, l.env desc limit :limit`,
      )
      .all({ ...bind(filter), state: filter.state ?? '', cursor, limit })
      .map(toLetter);
  },
  counts(filter: LetterFilter): Record<LetterState, number> {
    const rows = db
      .prepare(`select l.state, count(*) as n from letter l left join recipient r on r.code = l.code where ${filterSql} group by l.state`)
      .all(bind(filter));
    const counts = noCounts();
    for (const row of rows) counts[row['state'] as LetterState] = Number(row['n']);
    return counts;
  },
  since(time: string): { sent: number; opened: number } {
    const row = db
      .prepare('select count(*) filter (where submitted >= :t) as sent, count(*) filter (where opened >= :t) as opened from letter')
      .get({ t: time });
    return { sent: Number(row?.['sent'] ?? 0), opened: Number(row?.['opened'] ?? 0) };
  },
  /** Letters whose state may still change, those asked about longest ago first. */
  unsettled(limit: number): string[] {
    return db
      .prepare(`select env from letter where state not in ('displayed', 'failed') order by checked limit ?`)
      .all(limit)
      .map((row) => String(row['env']));
  },
  setStates(states: readonly AgencyLetter[], asked: readonly string[], now: number): void {
    const update = db.prepare('update letter set state = ?, arrived = ?, opened = ?, displayed = ?, failure = ? where env = ?');
    const mark = db.prepare('update letter set checked = ? where env = ?');
    transaction(() => {
      for (const env of asked) mark.run(now, env);
      for (const s of states) update.run(s.state, s.arrived, s.opened, s.displayed, s.failure && JSON.stringify(s.failure), s.env);
    });
  },
});
export type Letters = ReturnType<typeof makeLetters>;

export const letterCursor = (letter: ConsoleLetter): string => `${letter.submitted}|${letter.env}`;
