// Bulk orders and their rows. The rows are the journal of the sending: an envelope id is stored before its letter leaves.
import type { Journal, JournalLine } from '@shishobako/agency-sdk/bulk-journal';
import type { Records } from '@shishobako/agency-sdk/records-file';
import { type BatchRowState, ConsoleBatch, ConsoleBatchRow } from '@shishobako/contracts/console-api';
import type { EnvelopeId } from '@shishobako/kernel/ids';

export type RowProblem = ConsoleBatchRow['problem'];
export type CheckedRow = Omit<ConsoleBatchRow, 'name' | 'env'> & {
  /** The order's row as JSON, when it is well-formed. */ readonly row: string | null;
};
export type BatchHead = Omit<ConsoleBatch, 'rows' | 'counts'>;

const countsOf = (): Record<BatchRowState, number> => ({ ready: 0, 'not-found': 0, 'not-reachable': 0, invalid: 0, sent: 0, failed: 0 });

export const makeBatches = ({ db, transaction }: Records) => {
  function toBatch(row: Record<string, unknown>): ConsoleBatch {
    const counts = countsOf();
    let rows = 0;
    for (const r of db.prepare('select state, count(*) as n from batch_row where batch = ? group by state').all(String(row['id']))) {
      counts[r['state'] as BatchRowState] = Number(r['n']);
      rows += Number(r['n']);
    }
    const { by_whom, problem, ...head } = row;
    return ConsoleBatch.parse({ ...head, by: by_whom, problem: problem === null ? null : JSON.parse(String(problem)), rows, counts });
  }
  return {
    add(head: BatchHead): void {
      db.prepare('insert into batch (id, name, state, created, by_whom) values (?, ?, ?, ?, ?)').run(
        head.id,
        head.name,
        head.state,
        head.created,
        head.by,
      );
    },
    find(id: string): ConsoleBatch | undefined {
      const row = db.prepare('select * from batch where id = ?').get(id);
      return row && toBatch({ ...row });
    },
    list(limit: number): ConsoleBatch[] {
      return db
        .prepare('select * from batch order by created desc, id desc limit ?')
        .all(limit)
        .map((row) => toBatch({ ...row }));
    },
    /** Ids in a state, oldest first: what a restart has to take up again. */
    inState(state: ConsoleBatch['state']): string[] {
      return db
        .prepare('select id from batch where state = ? order by created')
        .all(state)
        .map((row) => String(row['id']));
    },
    setState(
      id: string,
      state: ConsoleBatch['state'],
      change: { started?: string; finished?: string; problem?: ConsoleBatch['problem'] } = {},
    ): void {
      db.prepare(
        'update batch set state = ?, started = coalesce(?, started), finished = coalesce(?, finished), problem = ? where id = ?',
      ).run(state, change.started ?? null, change.finished ?? null, change.problem ? JSON.stringify(change.problem) : null, id);
    },
    clearRows(id: string): void {
      db.prepare('delete from batch_row where batch = ?').run(id);
    },
    addRows(id: string, rows: readonly CheckedRow[]): void {
      const insert = db.prepare(
        'insert into batch_row (batch, line, state, code, type, title, row, problem) values (?, ?, ?, ?, ?, ?, ?, ?)',
      );
      transaction(() => {
        for (const r of rows) insert.run(id, r.line, r.state, r.code, r.type, r.title, r.row, r.problem && JSON.stringify(r.problem));
      });
    },
    rows(id: string, after: number, limit: number, state: BatchRowState | undefined): ConsoleBatchRow[] {
      return db
        .prepare(
          `select b.line, b.state, b.code, b.type, b.title, b.env, b.problem, r.name from batch_row b left join recipient r on r.code = b.code
           where b.batch = :id and b.line > :after and (:state = '' or b.state = :state) order by b.line limit :limit`,
        )
        .all({ id, after, limit, state: state ?? '' })
        .map((row) => ConsoleBatchRow.parse({ ...row, problem: row['problem'] === null ? null : JSON.parse(String(row['problem'])) }));
    },
    /** Rows still to be sent, as the order had them. */
    readyRows(id: string): { line: number; row: string; env: EnvelopeId | null }[] {
      return db
        .prepare(`select line, row, env from batch_row where batch = ? and state = 'ready' order by line`)
        .all(id)
        .map((row) => ({ line: Number(row['line']), row: String(row['row']), env: row['env'] as EnvelopeId | null }));
    },
    /** The order's row that an envelope id was given to. */
    rowOf(id: string, env: string): string | undefined {
      const row = db.prepare('select row from batch_row where batch = ? and env = ?').get(id, env);
      return row && String(row['row']);
    },
    /** The batch as the journal `sendBulk` writes to; `describe` turns a problem code into words. */
    journal(id: string, describe: (code: string, detail: string | null) => RowProblem): Journal {
      const known = new Map<number, JournalLine>();
      for (const row of db.prepare(`select line, env from batch_row where batch = ? and state = 'ready' and env is not null`).all(id)) {
        const line = Number(row['line']);
        known.set(line, { line, state: 'prepared', env: row['env'] as EnvelopeId, code: null, detail: null, time: '' });
      }
      const update = db.prepare('update batch_row set state = ?, env = coalesce(?, env), problem = ? where batch = ? and line = ?');
      return {
        known,
        async append(lines) {
          transaction(() => {
            for (const entry of lines) {
              known.set(entry.line, entry);
              const state = entry.state === 'prepared' ? 'ready' : entry.state === 'accepted' ? 'sent' : 'failed';
              const problem = entry.code === null ? null : JSON.stringify(describe(entry.code, entry.detail));
              update.run(state, entry.env, problem, id, entry.line);
            }
          });
        },
        close: async () => {},
      };
    },
  };
};
export type Batches = ReturnType<typeof makeBatches>;
