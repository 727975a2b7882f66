// Applications in the agency's own records: the form as it was signed, what the checks said, and the one answer. An answer is written here
// first and told afterwards, so that a crash between the two loses nothing and says nothing twice.
import type { CheckedApplication } from '@shishobako/agency-sdk/check-application';
import type { Records } from '@shishobako/agency-sdk/records-file';
import { ApplicationOutcome, applicationRefusals, WaitingApplication } from '@shishobako/contracts/application';
import { type ConsoleApplication, ConsoleApplicationState, MatchResult } from '@shishobako/contracts/console-api';
import type { Bilingual } from '@shishobako/contracts/primitives';
import { z } from 'zod';

const Row = z.object({
  env: z.string(),
  case_number: z.string(),
  form: z.string().nullable(),
  title: z.string().nullable(),
  applicant: z.string().nullable(),
  state: ConsoleApplicationState,
  refusal: z.string().nullable(),
  match: MatchResult.nullable(),
  submitted: z.string(),
  checked: z.string(),
  header_sha256: z.string(),
  reply: z.string().nullable(),
  outcome: ApplicationOutcome.nullable(),
  note: z.string(),
  by_whom: z.string().nullable(),
  answered: z.string().nullable(),
  answer: z.string().nullable(),
  letter: z.string().nullable(),
  arrived: z.number(),
  told: z.number(),
});
type Row = z.infer<typeof Row>;

export type Kept = {
  readonly row: Row;
  readonly checked: CheckedApplication;
  readonly reply: WaitingApplication['reply'];
};
export type NewApplication = {
  readonly env: string;
  readonly submitted: string;
  readonly headerSha256: string;
  readonly form: Bilingual | null;
  readonly applicant: string | null;
  readonly checked: CheckedApplication;
  readonly reply: WaitingApplication['reply'];
};

/** Our own JSON, written by `add` below. */
const toKept = (raw: unknown): Kept => {
  const row = Row.parse(raw);
  const reply = row.reply === null ? null : WaitingApplication.shape.reply.parse(JSON.parse(row.reply));
  return { row, checked: JSON.parse(row.checked) as CheckedApplication, reply };
};

const refusalOf = (code: string | null): ConsoleApplication['refusal'] =>
  code === null ? null : { code, text: applicationRefusals[code as keyof typeof applicationRefusals] };

export const toConsole = ({ row }: Kept): ConsoleApplication => ({
  env: row.env as ConsoleApplication['env'],
  caseNumber: row.case_number,
  form: row.title === null ? null : (JSON.parse(row.title) as Bilingual),
  applicant: row.applicant,
  state: row.state,
  refusal: refusalOf(row.refusal),
  match: row.match,
  submitted: row.submitted,
  answered: row.answered,
  by: row.by_whom,
  note: row.note,
  told: row.told === 1,
});

export const makeApplications = ({ db, transaction }: Records) => ({
  /** Again is no second time. */
  add(made: NewApplication): void {
    const { checked, form, reply } = made;
    const year = made.submitted.slice(0, 4);
    transaction(() => {
      const next = Number(db.prepare('select count(*) + 1 as n from application').get()?.['n']);
      db.prepare(
        `insert into application (env, case_number, form, title, applicant, state, refusal, match, submitted, checked, header_sha256, reply)
         values (?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?) on conflict (env) do nothing`,
      ).run(
        made.env,
        `${year}-${String(next).padStart(5, '0')}`,
        checked.document?.form ?? null,
        form && JSON.stringify(form),
        made.applicant,
        checked.refusal,
        checked.match?.result ?? null,
        made.submitted,
        JSON.stringify(checked),
        made.headerSha256,
        reply && JSON.stringify(reply),
      );
    });
  },
  find(env: string): Kept | undefined {
    const row = db.prepare('select * from application where env = ?').get(env);
    return row && toKept(row);
  },
  setArrived: (env: string): void => void db.prepare('update application set arrived = 1 where env = ?').run(env),
  /** False when it has an answer already. */
  decide(
    env: string,
    d: { outcome: ApplicationOutcome; note: string; by: string; answered: string; answer: string; letter: string | null },
  ): boolean {
    const { changes } = db
      .prepare(
        `update application set state = :outcome, outcome = :outcome, note = :note, by_whom = :by, answered = :answered, answer = :answer,
         letter = :letter where env = :env and outcome is null`,
      )
      .run({ ...d, env });
    return changes === 1;
  },
  setTold: (env: string): void => void db.prepare('update application set told = 1 where env = ?').run(env),
  /** What the platform has not been told yet, oldest first. */
  untold: (limit: number): Kept[] =>
    db
      .prepare('select * from application where arrived = 0 or (outcome is not null and told = 0) order by submitted limit ?')
      .all(limit)
      .map(toKept),
  page(state: ConsoleApplicationState | undefined, cursor: string, limit: number): Kept[] {
    return db
      .prepare(
        `select * from application where (:state = '' or state = :state) and (:cursor = '' or submitted || '|' || env < :cursor)
         order by submitted desc, env desc limit :limit`,
      )
      .all({ state: state ?? '', cursor, limit })
      .map(toKept);
  },
  counts(): Record<ConsoleApplicationState, number> {
    const counts = { waiting: 0, received: 0, returned: 0 };
    for (const row of db.prepare('select state, count(*) as n from application group by state').all())
      counts[row['state'] as ConsoleApplicationState] = Number(row['n']);
    return counts;
  },
});
export type Applications = ReturnType<typeof makeApplications>;
export const applicationCursor = ({ submitted, env }: ConsoleApplication): string => `${submitted}|${env}`;
