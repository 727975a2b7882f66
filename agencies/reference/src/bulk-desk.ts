// Bulk orders on the desk: checked in the background, sent only after a person confirmed the number, taken up again after a restart.
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BulkEntry, BulkFileError, BulkRow, readBulkFile } from '@shishobako/agency-sdk/bulk-file';
import { BulkInterruptedError, type RowFailure, sendBulk } from '@shishobako/agency-sdk/bulk-send';
import type { AgencyLetter } from '@shishobako/contracts/agency-api';
import type { ConsoleBatch } from '@shishobako/contracts/console-api';
import { rfc3339 } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { type Desk, type Failure, refreshRecipients, sendLetter, type UploadedFile } from './desk.ts';
import { agencyProblems, toAgencyProblem } from './problems.ts';
import type { CheckedRow, RowProblem } from './records/batches.ts';

const rowProblem = (code: string, detail: string | null): RowProblem => {
  const problem = toAgencyProblem({ kind: code, detail: detail ?? undefined });
  return { code, text: agencyProblems[problem.kind].title, detail: problem.detail ?? detail };
};

export type BulkDesk = {
  /** Starts checking an uploaded order (already stored as `order.csv` or `order.ndjson` in the batch's folder). */
  check(id: string, file: string): void;
  start(id: string): void;
  pause(id: string): void;
  /** Takes up what a stopped process left. */
  recover(): void;
  close(): Promise<void>;
};

export function makeBulkDesk(desk: Desk): BulkDesk {
  const running = new Map<string, AbortController>();
  const tasks = new Set<Promise<void>>();
  const folder = (id: string): string => join(desk.batchesDir, id);
  const now = (): string => rfc3339(desk.clock());
  const track = (work: Promise<void>): void => {
    tasks.add(work);
    void work.finally(() => tasks.delete(work));
  };

  async function readFiles(id: string, row: BulkRow): Promise<Result<UploadedFile[], Failure>> {
    const wanted = [...row.files.map((name) => ({ name, record: false })), ...(row.record ? [{ name: row.record, record: true }] : [])];
    const files: UploadedFile[] = [];
    for (const { name, record } of wanted) {
      const bytes = await readFile(join(folder(id), 'files', basename(name))).catch(() => undefined);
      if (!bytes) return err({ kind: 'row.file', detail: name });
      files.push({ name: basename(name), bytes, record });
    }
    return { ok: true, value: files };
  }

  function checkEntry(entry: BulkEntry): CheckedRow {
    if (!entry.ok) {
      return {
        line: entry.line,
        state: 'invalid',
        code: '',
        type: '',
        title: '',
        row: null,
        problem: rowProblem(entry.code, entry.detail),
      };
    }
    const { code, type, title } = entry.row;
    const base = { line: entry.line, code, type, title, row: JSON.stringify(entry.row) };
    if (!desk.sender.documentType(type)) return { ...base, state: 'invalid', problem: rowProblem('type.unknown', type) };
    const recipient = desk.recipients.find(code);
    if (!recipient) return { ...base, state: 'not-found', problem: rowProblem('recipient.unknown', code) };
    if (recipient.link !== 'reachable') return { ...base, state: 'not-reachable', problem: rowProblem('recipient.not-reachable', code) };
    return { ...base, state: 'ready', problem: null };
  }

  async function checkOrder(id: string, file: string): Promise<void> {
    desk.batches.clearRows(id);
    try {
      await refreshRecipients(desk, 0);
      let rows: CheckedRow[] = [];
      for await (const entry of readBulkFile(file)) {
        rows.push(checkEntry(entry));
        if (rows.length === 200) {
          desk.batches.addRows(id, rows);
          rows = [];
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
      desk.batches.addRows(id, rows);
      desk.batches.setState(id, 'ready');
      desk.activity.record({
        by: desk.batches.find(id)?.by ?? 'system',
        action: 'batch.checked',
        batch: id,
        count: desk.batches.find(id)?.rows ?? 0,
      });
    } catch (error) {
      if (!(error instanceof BulkFileError)) throw error;
      desk.batches.setState(id, 'refused', {
        problem: { code: error.code, text: agencyProblems[error.code].title, detail: error.message },
      });
    }
  }

  /** The platform has it, but the process ended before it was written down here. */
  function rememberAccepted(id: string, by: string, letter: AgencyLetter): void {
    const text = desk.batches.rowOf(id, letter.env);
    if (!text || desk.letters.find(letter.env)) return;
    const { code, type, title } = BulkRow.parse(JSON.parse(text));
    const { env, class: contentClass, purpose, openEvidence, submitted } = letter;
    desk.letters.add({ env, code, type, title, class: contentClass, purpose, openEvidence, submitted, by, batch: id, files: [] });
  }

  async function* readyEntries(id: string): AsyncGenerator<BulkEntry> {
    for (const { line, row } of desk.batches.readyRows(id)) yield { line, ok: true, row: BulkRow.parse(JSON.parse(row)) };
  }

  async function sendOrder(id: string, by: string, signal: AbortSignal): Promise<void> {
    const journal = desk.batches.journal(id, rowProblem);
    const refusal = (failure: Failure): Result<never, RowFailure> => err(failure);
    try {
      await sendBulk(readyEntries(id), {
        journal,
        clock: desk.clock,
        signal,
        concurrency: 8,
        async send(row, env) {
          const files = await readFiles(id, row);
          if (!files.ok) return refusal(files.error);
          const order = { env, code: row.code, type: row.type, title: row.title, text: row.text ?? '' };
          return sendLetter(desk, order, files.value, { clerk: by, batch: id });
        },
        async accepted(envs) {
          const known = await desk.platform.query(envs);
          if (!known.ok) return err({ kind: 'platform.unreachable', transient: true });
          for (const letter of known.value) rememberAccepted(id, by, letter);
          return ok(new Set<string>(known.value.map((letter) => letter.env)));
        },
      });
      desk.batches.setState(id, 'done', { finished: now() });
      desk.activity.record({ by: 'system', action: 'batch.done', batch: id, count: desk.batches.find(id)?.counts.sent ?? 0 });
    } catch (error) {
      if (!(error instanceof BulkInterruptedError)) throw error;
      const stopped = signal.aborted;
      const problem: ConsoleBatch['problem'] = stopped
        ? null
        : { code: 'platform.unreachable', text: agencyProblems['platform.unreachable'].title, detail: error.message };
      if (signal.reason !== 'shutdown') desk.batches.setState(id, 'paused', { problem });
    } finally {
      running.delete(id);
    }
  }

  function start(id: string): void {
    if (running.has(id)) return;
    const controller = new AbortController();
    running.set(id, controller);
    desk.batches.setState(id, 'sending', { started: now() });
    track(sendOrder(id, desk.batches.find(id)?.by ?? 'system', controller.signal));
  }

  const orderFile = async (id: string): Promise<string> => {
    const csv = join(folder(id), 'order.csv');
    return new Promise((resolve) => {
      const probe = createReadStream(csv, { end: 0 });
      probe.once('error', () => resolve(join(folder(id), 'order.ndjson')));
      probe.once('ready', () => {
        probe.destroy();
        resolve(csv);
      });
    });
  };

  return {
    check: (id, file) => track(checkOrder(id, file)),
    start,
    pause: (id) => running.get(id)?.abort('paused'),
    recover() {
      for (const id of desk.batches.inState('checking')) track(orderFile(id).then((file) => checkOrder(id, file)));
      for (const id of desk.batches.inState('sending')) start(id);
    },
    async close() {
      for (const controller of running.values()) controller.abort('shutdown');
      await Promise.allSettled(tasks);
    },
  };
}
