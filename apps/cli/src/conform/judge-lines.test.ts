// The port's own promises: one answer a line, in order, whatever the line holds.
import { describe, expect, it } from 'vitest';
import { judgeLines } from './judge-lines.ts';
import { linesOf } from './lines.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function* chunksOf(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

type Answer = { id: unknown; ok: boolean; result?: unknown; error?: { code: string } };

async function answersTo(...parts: readonly Uint8Array[]): Promise<Answer[]> {
  const lines: string[] = [];
  await judgeLines(chunksOf(...parts), async (line) => void lines.push(line));
  return lines.map((line) => JSON.parse(line) as Answer);
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('judgeLines', () => {
  it('breaks lines at LF only, in whatever pieces they come', async () => {
    const text = '{"id":"a\u2028b","op":"nope","in":{}}\r\n\n{"id":"c",\r"op":"nope","in":{}}';
    const whole = bytes(text);
    const answers = await answersTo(...Array.from({ length: whole.length }, (_, i) => whole.subarray(i, i + 1)));
    expect(answers.map((a) => [a.id, a.error?.code])).toEqual([
      ['a\u2028b', 'op.unsupported'],
      ['c', 'op.unsupported'],
    ]);
  });

  it('answers a code to what is no case, too deep or not UTF-8, and goes on', async () => {
    const one = '{"id":"one","op":"feel.evaluate","in":{"expression":"1"}}';
    const lines = [
      bytes('no JSON\n'),
      bytes('[]\n'),
      new Uint8Array([...bytes('{"id":"bytes '), 0xff, ...bytes('","op":"nope"}\n')]),
      bytes(`{"id":${nested(50_000)},"op":"nope"}\n`),
      bytes(`{"id":"deep","op":"policy.decide","in":{"policies":"","entities":[],"request":{"context":{"a":${nested(50_000)}}}}}\n`),
      bytes('{"id":12345678901234567890,"op":"__proto__"}\n'),
      bytes(one),
    ];
    const answers = await answersTo(...lines);
    expect(answers.map((a) => a.error?.code)).toEqual([
      'input.malformed',
      'input.malformed',
      'input.malformed',
      'op.unsupported',
      'input.limit',
      'op.unsupported',
      undefined,
    ]);
    expect(answers.at(-1)).toEqual({ id: 'one', ok: true, result: 1 });
  });

  it('cuts a case off after five seconds', { timeout: 30_000 }, async () => {
    const slow = '{"id":1,"op":"feel.evaluate","in":{"expression":"count(for i in 1..100000, j in 1..10000 return i)"}}';
    const answers = await answersTo(bytes(`${slow}\n{"id":2,"op":"feel.evaluate","in":{"expression":"2"}}\n`));
    expect(answers).toMatchObject([
      { id: 1, error: { code: 'input.limit' } },
      { id: 2, ok: true },
    ]);
  });
});

describe('linesOf', () => {
  it('keeps of a line that is too long only its head', async () => {
    const lines = [];
    for await (const line of linesOf(chunksOf(bytes('abc'), bytes(`${'x'.repeat(9)}\nshort\n`)), 8)) lines.push(line);
    expect(lines).toEqual([{ head: `abc${'x'.repeat(9)}`, fault: 'too long' }, { text: 'short' }]);
  });
});
