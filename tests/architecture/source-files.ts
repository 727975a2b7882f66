// Every file of ours, whether git is at hand or not, so that the checks also read what is about to be committed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const folders = ['packages', 'services', 'agencies', 'apps', 'tests', 'scripts', 'docs', '.ci'];
const made = /^(node_modules|dist|coverage)$/;

/** Paths from the root, with forward slashes, that match. */
export const listFiles = (pattern: RegExp): string[] => folders.flatMap(walk).filter((path) => pattern.test(path));

export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return made.test(entry.name) ? [] : walk(path);
    return entry.isFile() ? [path] : [];
  });
}
