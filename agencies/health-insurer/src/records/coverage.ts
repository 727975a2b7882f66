// The insurer's register of the insured, by its own code for a person. Its own file: the box and other agencies never see it.
import { openRecordsFile } from '@shishobako/agency-sdk/records-file';
import { z } from 'zod';
import type { Entry } from '../domain/coverage-on.ts';

const schema = `create table if not exists coverage (
  code text not null, symbol text not null, number text not null, branch text not null,
  valid_from text not null, valid_to text, suspended integer not null default 0, primary key (code, valid_from)) strict;`;

const Row = z.object({
  ...{ symbol: z.string(), number: z.string(), branch: z.string() },
  ...{ valid_from: z.string(), valid_to: z.string().nullable(), suspended: z.number() },
});

export function openCoverage(dataDir: string) {
  const { db, close } = openRecordsFile(dataDir, schema, 'coverage.sqlite');
  return {
    /** The same entry again replaces: corrections keep the first day. */
    set(code: string, e: Entry): void {
      db.prepare('insert or replace into coverage values (?, ?, ?, ?, ?, ?, ?)').run(
        ...[code, e.symbol, e.number, e.branch, e.from, e.to, e.suspended ? 1 : 0],
      );
    },
    of: (code: string): Entry[] =>
      db
        .prepare('select symbol, number, branch, valid_from, valid_to, suspended from coverage where code = ?')
        .all(code)
        .map((raw) => {
          const { valid_from: from, valid_to: to, suspended, ...rest } = Row.parse(raw);
          return { ...rest, from, to, suspended: suspended === 1 };
        }),
    close,
  };
}
export type Coverage = ReturnType<typeof openCoverage>;
