import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnvelopeId } from '@shishobako/kernel/ids';
import { err, ok } from '@shishobako/kernel/result';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BulkFileError, readBulkFile } from './bulk-file.ts';
import { JournalMismatchError, openJournal } from './bulk-journal.ts';
import { type BulkDeps, BulkInterruptedError, orderId, sendBulk } from './bulk-send.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bulk-'));
});
afterEach(() => rm(dir, { recursive: true }));

const now = () => 1_780_000_000_000;
const collect = async (file: string) => {
  const out = [];
  for await (const entry of readBulkFile(file)) out.push(entry);
  return out;
};
const orderFile = async (rows: number) => {
  const path = join(dir, 'order.csv');
  await writeFile(path, ['code,type,title', ...Array.from({ length: rows }, (_, i) => `P${i},notice/v1,お知らせ${i}`)].join('\n'));
  return path;
};

/** A platform that keeps what it accepted and fails when told to. */
function makePlatform(failAt: (call: number) => 'before' | 'after' | 'kill' | undefined) {
  const letters = new Map<string, string>();
  let calls = 0;
  const deps = {
    async send(row: { code: string }, env: EnvelopeId) {
      const failure = failAt(calls++);
      if (failure === 'before') return err({ kind: 'call.unreachable', transient: true });
      if (letters.has(env)) return err({ kind: 'envelope.conflict' });
      letters.set(env, row.code);
      if (failure === 'after') return err({ kind: 'call.unreachable', transient: true });
      if (failure === 'kill') throw new Error('killed');
      return ok(undefined);
    },
    accepted: async (envs: readonly EnvelopeId[]) => ok(new Set(envs.filter((env) => letters.has(env)))),
    clock: now,
    concurrency: 3,
    sleep: async () => {},
  } satisfies Omit<BulkDeps, 'journal'>;
  return { letters, deps };
}

describe('bulk file', () => {
  it('reports a wrong row with its line and goes on', async () => {
    const path = join(dir, 'o.csv');
    await writeFile(
      path,
      '\ufeffcode,type,title,files\nP1,notice/v1,はい,a.pdf; b.pdf\n,notice/v1,いいえ,\nP3,notice/v1\nP4,notice/v1,"引用, あり",\n',
    );
    const rows = await collect(path);
    expect(rows.map((r) => (r.ok ? r.row.code : r.code))).toEqual(['P1', 'row.invalid', 'row.invalid', 'P4']);
    expect(rows[0]).toMatchObject({ row: { files: ['a.pdf', 'b.pdf'] } });
    expect(rows[3]).toMatchObject({ line: 5, row: { title: '引用, あり' } });
  });

  it('names the line that is not UTF-8, and refuses a file whose header is not', async () => {
    const path = join(dir, 'o.csv');
    await writeFile(
      path,
      Buffer.concat([Buffer.from('code,type,title\nP1,n/v1,'), Buffer.from([0x82, 0xa0]), Buffer.from('\nP2,n/v1,ok\n')]),
    );
    expect((await collect(path)).map((r) => (r.ok ? r.row.code : r.code))).toEqual(['row.encoding', 'P2']);
    await writeFile(path, Buffer.from([0x83, 0x52, 0x81, 0x5b, 0x2c, 0x0a]));
    await expect(collect(path)).rejects.toMatchObject({ code: 'bulk.encoding' });
    await writeFile(path, '');
    await expect(collect(path)).rejects.toMatchObject({ code: 'bulk.empty' });
    await writeFile(path, 'code,title\n');
    await expect(collect(path)).rejects.toThrow(BulkFileError);
  });

  it('reads NDJSON line by line', async () => {
    const path = join(dir, 'o.ndjson');
    await writeFile(
      path,
      Buffer.concat([
        Buffer.from('{"code":"P1","type":"n/v1","title":"a"}\n{broken\n'),
        Buffer.from([0xff, 0x0a]),
        Buffer.from('{"code":"P4","type":"n/v1","title":"d"}'),
      ]),
    );
    expect((await collect(path)).map((r) => (r.ok ? r.row.code : `${r.line} ${r.code}`))).toEqual([
      'P1',
      '2 row.invalid',
      '3 row.encoding',
      'P4',
    ]);
  });
});

describe('bulk send', () => {
  it('loses nothing and doubles nothing, whenever it is stopped and however often answers are lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('before', 'after', 'kill', undefined, undefined, undefined), { maxLength: 60 }),
        fc.nat(30),
        async (failures, rows) => {
          const path = await orderFile(rows);
          const journalPath = join(dir, `r-${Math.random()}.ndjson`);
          const { letters, deps } = makePlatform((call) => failures[call]);
          for (let run = 0; run < 70; run++) {
            const journal = await openJournal(journalPath, await orderId(path), () => 'now');
            try {
              await sendBulk(readBulkFile(path), { ...deps, journal });
              break;
            } catch {
              await writeFile(journalPath, `${await readFile(journalPath, 'utf8')}{"line":1,"st`);
            } finally {
              await journal.close();
            }
          }
          expect([...letters.values()].sort()).toEqual(Array.from({ length: rows }, (_, i) => `P${i}`).sort());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does not continue a results file with another order', async () => {
    const results = join(dir, 'r.ndjson');
    await (await openJournal(results, 'a', () => 'now')).close();
    await expect(openJournal(results, 'b', () => 'now')).rejects.toThrow(JournalMismatchError);
  });

  it('gives up after the attempts and says why', async () => {
    const journal = await openJournal(join(dir, 'r.ndjson'), 'a', () => 'now');
    const { deps } = makePlatform(() => 'before');
    await expect(sendBulk(readBulkFile(await orderFile(2)), { ...deps, journal })).rejects.toThrow(BulkInterruptedError);
    await journal.close();
  });
});
