// Reads the catalogue files of a folder (Node); the browser gets the same files packed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { englishFile } from './fill-english.ts';
import type { CatalogueFiles } from './read-catalogue.ts';

export const defaultCatalogueFolder: string = fileURLToPath(new URL('../catalogue/', import.meta.url));

const english = fileURLToPath(new URL('../english/english.json', import.meta.url));

/** The files of the folder and, beside them, English for what they say in Japanese only. */
export const readCatalogueFolder = (folder: string = defaultCatalogueFolder): CatalogueFiles => ({
  ...Object.fromEntries(
    readdirSync(folder)
      .filter((f) => f.endsWith('.json'))
      .map((f) => [f, readFileSync(join(folder, f), 'utf8')]),
  ),
  [englishFile]: readFileSync(english, 'utf8'),
});
