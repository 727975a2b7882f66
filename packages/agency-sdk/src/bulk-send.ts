// Sends many letters: several at a time, each row's outcome on its own, safe to stop and start again (issue: bulk without doubles).
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { type EnvelopeId, timeOrderedId } from '@shishobako/kernel/ids';
import type { Result } from '@shishobako/kernel/result';
import type { BulkEntry, BulkRow } from './bulk-file.ts';
import type { Journal, JournalLine } from './bulk-journal.ts';

/** `transient`: the whole order should pause and try the row again; anything else is the row's own fault. */
export type RowFailure = { readonly kind: string; readonly detail?: string; readonly transient?: boolean };

export type BulkDeps = {
  /** Seals and submits one letter under the given envelope id. */
  send(row: BulkRow, env: EnvelopeId): Promise<Result<void, RowFailure>>;
  /** Which of these envelopes the platform already has. */
  accepted(envs: readonly EnvelopeId[]): Promise<Result<ReadonlySet<string>, RowFailure>>;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly concurrency?: number;
  /** Attempts for a transient failure, with growing pauses (0.25 s, doubled). Default 6. */
  readonly attempts?: number;
  readonly sleep?: (ms: number) => Promise<void>;
  readonly onProgress?: (progress: BulkProgress) => void;
  readonly signal?: AbortSignal;
};

export type BulkProgress = { readonly done: number; readonly accepted: number; readonly refused: number; readonly skipped: number };

/** Stopped before the end; the journal knows how far it got. */
export class BulkInterruptedError extends Error {}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Identifies an order: SHA-256 of its bytes. */
export async function orderId(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Rows that a killed run prepared but did not see accepted: the platform says which it has. */
async function settlePrepared(deps: BulkDeps): Promise<void> {
  const open = [...deps.journal.known.values()].filter((line) => line.state === 'prepared' && line.env !== null);
  for (let at = 0; at < open.length; at += 500) {
    const batch = open.slice(at, at + 500);
    const known = await deps.accepted(batch.map((line) => line.env as EnvelopeId));
    if (!known.ok) throw new BulkInterruptedError(known.error.detail ?? known.error.kind);
    const time = rfc3339(deps.clock());
    await deps.journal.append(
      batch.filter((line) => known.value.has(line.env as string)).map((line) => ({ ...line, state: 'accepted', time })),
    );
  }
}

export async function sendBulk(entries: AsyncIterable<BulkEntry>, deps: BulkDeps): Promise<BulkProgress> {
  const counts = { done: 0, accepted: 0, refused: 0, skipped: 0 };
  const sleep = deps.sleep ?? pause;
  await settlePrepared(deps);

  const finish = async (line: number, state: 'accepted' | 'refused', env: EnvelopeId | null, failure?: RowFailure): Promise<void> => {
    const entry: JournalLine = {
      line,
      state,
      env,
      code: failure?.kind ?? null,
      detail: failure?.detail ?? null,
      time: rfc3339(deps.clock()),
    };
    await deps.journal.append([entry]);
    counts.done++;
    counts[state]++;
    deps.onProgress?.({ ...counts });
  };

  async function sendRow(line: number, row: BulkRow): Promise<void> {
    const env = deps.journal.known.get(line)?.env ?? timeOrderedId<EnvelopeId>();
    await deps.journal.append([{ line, state: 'prepared', env, code: null, detail: null, time: rfc3339(deps.clock()) }]);
    for (let attempt = 1; ; attempt++) {
      const sent = await deps.send(row, env);
      if (sent.ok) return finish(line, 'accepted', env);
      // A conflict on our own fresh id means an earlier try arrived although its answer did not.
      if (sent.error.kind === 'envelope.conflict') {
        const known = await deps.accepted([env]);
        if (known.ok && known.value.has(env)) return finish(line, 'accepted', env);
      }
      if (!sent.error.transient) return finish(line, 'refused', env, sent.error);
      if (attempt >= (deps.attempts ?? 6) || deps.signal?.aborted) throw new BulkInterruptedError(sent.error.detail ?? sent.error.kind);
      await sleep(250 * 2 ** (attempt - 1));
    }
  }

  async function handle(entry: BulkEntry): Promise<void> {
    const before = deps.journal.known.get(entry.line);
    if (before && before.state !== 'prepared') {
      counts.done++;
      counts.skipped++;
      deps.onProgress?.({ ...counts });
      return;
    }
    if (!entry.ok) return finish(entry.line, 'refused', null, { kind: entry.code, detail: entry.detail });
    return sendRow(entry.line, entry.row);
  }

  const iterator = entries[Symbol.asyncIterator]();
  let failed: Error | undefined;
  const worker = async (): Promise<void> => {
    while (failed === undefined && !deps.signal?.aborted) {
      const next = await iterator.next();
      if (next.done) return;
      try {
        await handle(next.value);
      } catch (error) {
        failed ??= error instanceof Error ? error : new Error(String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: deps.concurrency ?? 8 }, worker));
  if (failed !== undefined) throw failed;
  if (deps.signal?.aborted) throw new BulkInterruptedError('stopped');
  return counts;
}
