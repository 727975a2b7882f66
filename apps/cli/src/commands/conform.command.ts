// `shishobako conform < cases.jsonl > verdicts.jsonl`: one door for outside test suites. Streams; a case that takes longer than five seconds is
// refused and the next goes on in a fresh thread.

import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { Command } from 'commander';

const limitMs = 5_000;
/** A line longer than this is refused unread. */
const maxLine = 64 * 1024 * 1024;

const newWorker = (): Worker =>
  new Worker(new URL('../conform/judge.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 2048 } });

function refusal(line: string, code: string, detail: string): string {
  const id = /"id"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?)/.exec(line.slice(0, 4096))?.[1] ?? 'null';
  return `{"id":${id},"ok":false,"error":${JSON.stringify({ code, detail })}}`;
}

/** Judges lines one after the other, answers in their order. */
export async function judgeLines(lines: AsyncIterable<string>, write: (line: string) => Promise<void>): Promise<void> {
  let worker = newWorker();
  const ask = (line: string): Promise<string> =>
    new Promise((resolve) => {
      const current = worker;
      const finish = (answer: string, replace: boolean): void => {
        clearTimeout(timer);
        current.off('message', onMessage);
        current.off('error', onError);
        if (replace) {
          void current.terminate();
          worker = newWorker();
        }
        resolve(answer);
      };
      const onMessage = (answer: string): void => finish(answer, false);
      const onError = (error: Error): void =>
        finish(refusal(line, /memory/i.test(error.message) ? 'input.limit' : 'internal', error.message), true);
      const timer = setTimeout(() => finish(refusal(line, 'input.limit', `longer than ${limitMs} ms`), true), limitMs);
      current.on('message', onMessage);
      current.on('error', onError);
      current.postMessage(line);
    });
  for await (const line of lines) {
    if (!line.trim()) continue;
    await write(line.length > maxLine ? refusal(line, 'input.limit', 'line too long') : await ask(line));
  }
  await worker.terminate();
}

export function conformCommand(program: Command): void {
  program
    .command('conform')
    .description('judge test cases: one JSON object a line in, one a line out')
    .action(async () => {
      const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
      await judgeLines(lines, async (line) => {
        if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
      });
    });
}
