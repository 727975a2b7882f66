// The results file of a bulk order, and what makes it safe to stop at any moment: a row's envelope id is written and synced before
// the letter leaves, so that a later run asks the platform about it instead of sending it twice.
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { EnvelopeId } from '@shishobako/kernel/ids';
import { z } from 'zod';

export const JournalLine = z.strictObject({
  line: z.int(),
  state: z.enum(['prepared', 'accepted', 'refused']),
  env: EnvelopeId.nullable(),
  /** Code of the problem, when refused. */
  code: z.string().nullable(),
  detail: z.string().nullable(),
  time: z.string(),
});
export type JournalLine = z.infer<typeof JournalLine>;

/** First line: which order this is, so that a results file is never continued with another order. */
const Heading = z.strictObject({ order: z.string(), started: z.string() });

export type Journal = {
  /** Last known state by line. */
  readonly known: ReadonlyMap<number, JournalLine>;
  /** Written and synced before it resolves. */
  append(lines: readonly JournalLine[]): Promise<void>;
  close(): Promise<void>;
};

export class JournalMismatchError extends Error {}

async function readLines(path: string): Promise<{ lines: string[]; whole: number }> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const whole = text.lastIndexOf('\n') + 1;
  return { lines: text.slice(0, whole).split('\n').filter(Boolean), whole: Buffer.byteLength(text.slice(0, whole)) };
}

/** `order` identifies the order (hash of the file). A half-written last line of a killed run is cut off. */
export async function openJournal(path: string, order: string, now: () => string): Promise<Journal> {
  const { lines, whole } = await readLines(path);
  const known = new Map<number, JournalLine>();
  const [first, ...rest] = lines;
  if (first !== undefined && Heading.parse(JSON.parse(first)).order !== order) {
    throw new JournalMismatchError(`${path} holds the results of another order`);
  }
  for (const text of rest) {
    const line = JournalLine.parse(JSON.parse(text));
    known.set(line.line, line);
  }
  const file: FileHandle = await open(path, 'a');
  await file.truncate(whole);
  let writing: Promise<void> = Promise.resolve();
  const write = (text: string): Promise<void> => {
    writing = writing.then(async () => {
      await file.write(text);
      await file.datasync();
    });
    return writing;
  };
  if (first === undefined) await write(`${JSON.stringify({ order, started: now() })}\n`);
  return {
    known,
    async append(batch) {
      for (const line of batch) known.set(line.line, line);
      await write(batch.map((line) => `${JSON.stringify(line)}\n`).join(''));
    },
    async close() {
      await writing;
      await file.close();
    },
  };
}
