// What a running process holds in its writable memory (Linux): the last place where something that must not be there could stand.
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';

export const canReadMemory = existsSync('/proc/self/mem');
if (!canReadMemory) console.warn('skipped: a memory scan reads /proc/PID/mem (Linux)');

const step = 1 << 24;
const overlap = 4096;

/** Blocks of 16 MiB, each with the beginning of the next: what stands across a border is found once more than once rather than not at all. */
export function* memoryOf(pid: number): Generator<Buffer> {
  const mem = openSync(`/proc/${pid}/mem`, 'r');
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      if (from === undefined || to === undefined) continue;
      const end = Number.parseInt(to, 16);
      for (let at = Number.parseInt(from, 16); at < end; at += step) {
        const block = Buffer.alloc(Math.min(step + overlap, end - at));
        const got = readBlock(mem, block, at);
        if (got === 0) break;
        yield block.subarray(0, got);
      }
    }
  } finally {
    closeSync(mem);
  }
}

/** A range may have gone since it was listed, or not be for reading at all. */
function readBlock(mem: number, block: Buffer, at: number): number {
  try {
    return readSync(mem, block, 0, block.length, at);
  } catch {
    return 0;
  }
}
