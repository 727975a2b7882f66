// Keys from the terminal, read straight into one buffer of ours: Node's own stream of a terminal leaves copies of what was typed in memory that
// nobody can clear (found by the memory scan). Windows has no such file; there the stream is all there is.
import { constants, openSync, readSync } from 'node:fs';
import type { ReadStream } from 'node:tty';
import type { TerminalInput } from './terminal-entry.ts';

const LOOK_EVERY_MS = 20;
const END = 0x04;

/** How many bytes came; undefined: none yet. The end of the terminal comes as its own key. */
function readInto(fd: number, buffer: Uint8Array): number | undefined {
  try {
    const count = readSync(fd, buffer);
    if (count > 0) return count;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
  }
  buffer[0] = END;
  return 1;
}

/** Undefined where nobody can type without being seen: a pipe has an echo nobody here controls. */
export function openTerminalInput(stdin: ReadStream): TerminalInput | undefined {
  if (!stdin.isTTY) return undefined;
  if (process.platform === 'win32') return stdin;
  const fd = openSync('/dev/tty', constants.O_RDONLY | constants.O_NONBLOCK);
  const buffer = new Uint8Array(new ArrayBuffer(64));
  let listener: ((chunk: Uint8Array) => void) | undefined;
  let looking: ReturnType<typeof setInterval> | undefined;
  return {
    setRawMode: (raw) => stdin.setRawMode(raw),
    on: (_event, listen) => {
      listener = listen;
    },
    off: () => {
      listener = undefined;
    },
    resume() {
      // What was typed before anything was asked answers nothing.
      while (readInto(fd, buffer) === buffer.length);
      buffer.fill(0);
      looking ??= setInterval(() => {
        const count = readInto(fd, buffer);
        if (count !== undefined) listener?.(buffer.subarray(0, count));
        buffer.fill(0);
      }, LOOK_EVERY_MS);
    },
    pause() {
      clearInterval(looking);
      looking = undefined;
    },
  };
}
