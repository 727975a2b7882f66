// An agency's own records: one SQLite file in its own folder, as many an agency's system is. Not part of the box: no other agency sees it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type Records = { readonly db: DatabaseSync; transaction<T>(work: () => T): T; close(): void };

/** Opens or makes the records; `schema` makes what is missing. WAL with full sync: what a clerk was told is kept survives a crash. */
export function openRecordsFile(dataDir: string, schema: string, name = 'records.sqlite'): Records {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(join(dataDir, name));
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000;');
  db.exec(schema);
  return {
    db,
    transaction(work) {
      db.exec('begin immediate');
      try {
        const result = work();
        db.exec('commit');
        return result;
      } catch (error) {
        db.exec('rollback');
        throw error;
      }
    },
    close: () => db.close(),
  };
}
