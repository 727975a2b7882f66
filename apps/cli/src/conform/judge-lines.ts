// Judges the cases of the conformance port one after the other and answers in their order. Each runs in a worker thread: one that takes
// longer than five seconds, or brings its thread down, is refused, and the next goes on in a fresh thread.
import { Worker } from 'node:worker_threads';
import { type Line, linesOf } from './lines.ts';

const limitMs = 5_000;
/** A longer line is refused unread: a list of 100 MB fits, in base64 or PEM. */
const maxLine = 192 * 1024 * 1024;

const newWorker = (): Worker => new Worker(new URL('./judge.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 2048 } });

function refusal(head: string, code: string, detail: string): string {
  const id = /"id"\s*:\s*("(?:[^"\\\p{Cc}]|\\.)*"|-?\d+(?:\.\d+)?)/u.exec(head.slice(0, 4096))?.[1] ?? 'null';
  return `{"id":${id},"ok":false,"error":${JSON.stringify({ code, detail })}}`;
}

const faultCodes = { 'too long': 'input.limit', 'not UTF-8': 'input.malformed' } as const;

export async function judgeLines(chunks: AsyncIterable<Uint8Array>, write: (line: string) => Promise<void>): Promise<void> {
  let worker = newWorker();
  const ask = (line: string): Promise<string> =>
    new Promise((resolve) => {
      const current = worker;
      const finish = (answer: string, replace: boolean): void => {
        clearTimeout(timer);
        current.off('message', onMessage).off('error', onError).off('exit', onExit);
        if (replace) {
          // The thread is gone or going: what it still reports is nobody's business.
          current.on('error', () => undefined);
          void current.terminate();
          worker = newWorker();
        }
        resolve(answer);
      };
      // The thread says `null` when it has loaded what the case needs: loading is not the case's time.
      const onMessage = (answer: string | null): void => {
        if (answer === null) timer.refresh();
        else finish(answer, false);
      };
      const onError = (error: Error): void =>
        finish(refusal(line, /memory|call stack/i.test(error.message) ? 'input.limit' : 'internal', error.message), true);
      const onExit = (): void => finish(refusal(line, 'internal', 'the thread ended'), true);
      const timer = setTimeout(() => finish(refusal(line, 'input.limit', `longer than ${limitMs} ms`), true), limitMs);
      current.on('message', onMessage).on('error', onError).on('exit', onExit);
      current.postMessage(line);
    });
  const answerTo = async (line: Line): Promise<string | undefined> => {
    if ('fault' in line) return refusal(line.head, faultCodes[line.fault], `line ${line.fault}`);
    return line.text.trim() === '' ? undefined : ask(line.text);
  };
  for await (const line of linesOf(chunks, maxLine)) {
    const answer = await answerTo(line);
    if (answer !== undefined) await write(answer);
  }
  await worker.terminate();
}
