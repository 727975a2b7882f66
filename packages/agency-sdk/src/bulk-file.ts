// Reads a bulk order: CSV with a header line, or NDJSON, both UTF-8. A row that is wrong is reported with its line; the rest goes on.
import { createReadStream } from 'node:fs';
import { AgencyCode } from '@shishobako/kernel/ids';
import { parse } from 'csv-parse';
import { z } from 'zod';

/** One letter of a bulk order. `files` are paths relative to the order's folder, separated by `;` in CSV. */
export const BulkRow = z.strictObject({
  code: AgencyCode,
  type: z.string().min(1),
  title: z.string().min(1).max(200),
  text: z.string().max(100_000).optional(),
  files: z.array(z.string().min(1)).max(18).default([]),
  record: z.string().optional(),
});
export type BulkRow = z.infer<typeof BulkRow>;

export type BulkEntry = { readonly line: number } & (
  | { readonly ok: true; readonly row: BulkRow }
  | { readonly ok: false; readonly code: 'row.invalid' | 'row.encoding'; readonly detail: string }
);

const columns = ['code', 'type', 'title', 'text', 'files', 'record'];

/** The order as a whole cannot be read. */
export class BulkFileError extends Error {
  readonly code: 'bulk.encoding' | 'bulk.header' | 'bulk.empty' | 'bulk.format';
  constructor(code: BulkFileError['code'], detail: string) {
    super(detail);
    this.code = code;
  }
}

function toEntry(line: number, raw: unknown): BulkEntry {
  const parsed = BulkRow.safeParse(raw);
  if (parsed.success) return { line, ok: true, row: parsed.data };
  const issue = parsed.error.issues[0];
  return { line, ok: false, code: 'row.invalid', detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
}

const withoutEmpty = (record: Record<string, string>): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(record).filter(([key, value]) => value !== '' && key !== 'files')),
  ...(record['files'] && { files: record['files'].split(';').map((s) => s.trim()) }),
});

/** Lines as bytes, so that broken UTF-8 is the fault of one line and not of the file. */
async function* lines(path: string): AsyncGenerator<{ line: number; bytes: Buffer }> {
  let rest = Buffer.alloc(0);
  let line = 0;
  for await (const chunk of createReadStream(path)) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield { line: ++line, bytes: rest.subarray(0, end) };
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 1024 * 1024) throw new BulkFileError('bulk.format', `line ${line + 1} is longer than 1 MiB`);
  }
  if (rest.length) yield { line: ++line, bytes: rest };
}

async function* readNdjson(path: string): AsyncGenerator<BulkEntry> {
  for await (const { line, bytes } of lines(path)) {
    if (!bytes.toString('latin1').trim()) continue;
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      yield { line, ok: false, code: 'row.encoding', detail: 'not UTF-8' };
      continue;
    }
    try {
      yield toEntry(line, JSON.parse(text));
    } catch {
      yield { line, ok: false, code: 'row.invalid', detail: 'not JSON' };
    }
  }
}

async function* readCsv(path: string): AsyncGenerator<BulkEntry> {
  const parser = createReadStream(path).pipe(
    parse({ info: true, encoding: null, skip_empty_lines: true, relax_column_count: true, max_record_size: 1024 * 1024 }),
  );
  let header: string[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: Buffer[]; info: { lines: number } }>) {
      let cells: string[];
      try {
        cells = record.map((cell) => new TextDecoder('utf-8', { fatal: true }).decode(cell).trim());
        // TextDecoder has taken a byte order mark off the first cell.
      } catch {
        if (!header) throw new BulkFileError('bulk.encoding', 'the header line is not UTF-8 (Shift_JIS?)');
        yield { line: info.lines, ok: false, code: 'row.encoding', detail: 'not UTF-8' };
        continue;
      }
      if (!header) {
        const unknown = cells.filter((name) => !columns.includes(name));
        const missing = columns.slice(0, 3).filter((name) => !cells.includes(name));
        if (unknown.length || missing.length) {
          throw new BulkFileError(
            'bulk.header',
            [...missing.map((m) => `column ${m} is missing`), ...unknown.map((u) => `column ${u} is unknown`)].join(', '),
          );
        }
        header = cells;
        continue;
      }
      const names = header;
      if (cells.length !== names.length) {
        yield { line: info.lines, ok: false, code: 'row.invalid', detail: `${cells.length} cells instead of ${names.length}` };
        continue;
      }
      yield toEntry(info.lines, withoutEmpty(Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))));
    }
  } catch (error) {
    if (error instanceof BulkFileError) throw error;
    throw new BulkFileError('bulk.format', error instanceof Error ? error.message : String(error));
  }
  if (!header) throw new BulkFileError('bulk.empty', 'the file has no header line');
}

/** Throws BulkFileError when the file as a whole cannot be read. */
export const readBulkFile = (path: string): AsyncGenerator<BulkEntry> =>
  /\.(ndjson|jsonl)$/i.test(path) ? readNdjson(path) : readCsv(path);
