// Searches another process's memory, as somebody who has taken the machine would.
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';

export const canScanMemory = existsSync('/proc/self/mem');

/** Places in the writable memory of a process where `needle` stands as 8-bit or 16-bit text. */
export function scanMemory(pid: number, needle: string): number {
  const forms = [Buffer.from(needle, 'latin1'), Buffer.from(needle, 'utf16le')];
  const mem = openSync(`/proc/${pid}/mem`, 'r');
  let found = 0;
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const match = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
    if (!match) continue;
    const end = Number.parseInt(match[2] as string, 16);
    for (let at = Number.parseInt(match[1] as string, 16); at < end; at += 1 << 24) {
      const block = Buffer.alloc(Math.min((1 << 24) + 64, end - at));
      try {
        const got = block.subarray(0, readSync(mem, block, 0, block.length, at));
        for (const form of forms) for (let i = got.indexOf(form); i >= 0 && i < 1 << 24; i = got.indexOf(form, i + 1)) found++;
      } catch {
        break;
      }
    }
  }
  closeSync(mem);
  return found;
}
