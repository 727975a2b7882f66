// Runs inside a worker thread: takes one line, answers one line. Whatever happens becomes an answer.
import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { type OpResult, ops } from './ops.ts';

const Case = z.object({ id: z.unknown().optional(), op: z.string(), in: z.unknown().optional() });
const failed = (code: string, detail: string): OpResult => ({ ok: false, error: { code, detail } });
/** Too deep for the stack: a limit, not a fault of ours. */
const fault = (error: unknown): OpResult =>
  error instanceof RangeError
    ? failed('input.limit', error.message)
    : failed('internal', error instanceof Error ? error.message : String(error));

/** The id as it goes back: a number too long to be kept as one goes back as it was written. */
function idText(json: unknown, line: string): string {
  const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : null;
  const written = typeof id === 'number' && !Number.isSafeInteger(id) && /"id"\s*:\s*(-?\d+(?:\.\d+)?)\s*[,}]/.exec(line)?.[1];
  try {
    return written || JSON.stringify(id);
  } catch {
    return 'null';
  }
}

async function resultOf(json: unknown, ready: (op: string) => void): Promise<OpResult> {
  const parsed = Case.safeParse(json);
  if (!parsed.success) return failed('input.malformed', 'a case is {"id", "op", "in"}');
  const { op, in: input } = parsed.data;
  const load = Object.hasOwn(ops, op) ? ops[op] : undefined;
  if (!load) return failed('op.unsupported', op);
  const judge = await load();
  ready(op);
  return judge(input);
}

async function judge(line: string, ready: (op: string) => void): Promise<string> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return JSON.stringify({ id: null, ...failed('input.malformed', 'not JSON') });
  }
  const result = await resultOf(json, ready).catch(fault);
  const text = ((): string => {
    try {
      return JSON.stringify(result);
    } catch (error) {
      return JSON.stringify(fault(error));
    }
  })();
  return `{"id":${idText(json, line)},${text.slice(1)}`;
}

const loaded = new Set<string>();
function ready(op: string): void {
  if (!loaded.has(op)) parentPort?.postMessage(null);
  loaded.add(op);
}

parentPort?.on('message', (line: string) => {
  void judge(line, ready).then((text) => parentPort?.postMessage(text));
});
