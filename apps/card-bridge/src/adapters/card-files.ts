// The folder of virtual cards. A change is on the disk (file and folder synced) before `save` returns: the chip answers only then, so
// `kill -9` never gives a guess back.
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CardState } from '@shishobako/card/card-state';

const SUFFIX = '.card.json';

export type CardFiles = {
  ids(): readonly string[];
  /** Undefined when there is no such card or its file is damaged. */
  load(id: string): CardState | undefined;
  save(state: CardState): void;
};

export function makeCardFiles(dir: string): CardFiles {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = (id: string) => join(dir, id + SUFFIX);
  return {
    ids: () =>
      readdirSync(dir)
        .filter((name) => name.endsWith(SUFFIX))
        .map((name) => name.slice(0, -SUFFIX.length))
        .sort(),
    load(id) {
      if (!CardState.shape.id.safeParse(id).success) return undefined;
      try {
        const parsed = CardState.safeParse(JSON.parse(readFileSync(path(id), 'utf8')));
        return parsed.success && parsed.data.id === id ? parsed.data : undefined;
      } catch (error) {
        if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    save(state) {
      writeDurably(`${path(state.id)}.new`, JSON.stringify(state));
      renameSync(`${path(state.id)}.new`, path(state.id));
      syncFolder(dir);
    },
  };
}

export function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

export function syncFolder(dir: string): void {
  const folder = openSync(dir, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
