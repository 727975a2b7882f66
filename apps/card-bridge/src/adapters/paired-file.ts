// Paired origins in `paired-origins.json` beside the cards; a damaged file pairs nobody rather than anybody.
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PairedOrigins } from '../ports/paired-origins.ts';
import { syncFolder, writeDurably } from './card-files.ts';

const Stored = z.strictObject({ v: z.literal('shishobako-paired-origins-v1'), origins: z.array(z.url()) });

export function makePairedFile(dir: string, always: readonly string[]): PairedOrigins {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, 'paired-origins.json');
  let origins = read(path);

  function save(next: readonly string[]): void {
    writeDurably(`${path}.new`, JSON.stringify({ v: 'shishobako-paired-origins-v1', origins: next }));
    renameSync(`${path}.new`, path);
    syncFolder(dir);
    origins = next;
  }
  const has = (origin: string) => always.includes(origin) || origins.includes(origin);

  return {
    has,
    all: () => [...new Set([...always, ...origins])],
    add: (origin) => void (has(origin) || save([...origins, origin])),
    remove(origin) {
      if (!origins.includes(origin)) return false;
      save(origins.filter((one) => one !== origin));
      return true;
    },
  };
}

function read(path: string): readonly string[] {
  try {
    const parsed = Stored.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data.origins : [];
  } catch {
    return [];
  }
}
