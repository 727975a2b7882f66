// Runs inside a worker thread: takes one line, answers one line. Whatever happens becomes an answer.
import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { type OpResult, ops } from './ops.ts';

const Case = z.object({ id: z.unknown(), op: z.string(), in: z.unknown() });
const failed = (code: string, detail: string): OpResult => ({ ok: false, error: { code, detail } });

async function judge(line: string): Promise<string> {
  let id: unknown = null;
  const answer = async (): Promise<OpResult> => {
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch {
      return failed('input.malformed', 'not JSON');
    }
    const parsed = Case.safeParse(json);
    if (typeof json === 'object' && json !== null && 'id' in json) id = json.id;
    if (!parsed.success) return failed('input.malformed', 'a case is {"id", "op", "in"}');
    const load = Object.hasOwn(ops, parsed.data.op) ? ops[parsed.data.op] : undefined;
    if (!load) return failed('op.unsupported', parsed.data.op);
    try {
      return await (await load())(parsed.data.in);
    } catch (error) {
      return failed('internal', error instanceof Error ? error.message : String(error));
    }
  };
  const result = await answer();
  return JSON.stringify({ id, ...result });
}

parentPort?.on('message', (line: string) => {
  void judge(line).then((text) => parentPort?.postMessage(text));
});
