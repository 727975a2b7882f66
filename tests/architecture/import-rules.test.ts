// The import rules hold in the whole repository, and each rule catches the violation planted for it (house style, Boundaries).
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cruised, cruiseImports, rooms } from './cruise-imports.ts';
import { importRules } from './import-rules.ts';
import { planted, targets } from './planted.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('every import of the repository keeps the rules', async () => {
  const { modules, violations } = await cruiseImports(root, rooms, importRules);
  expect(modules).toBeGreaterThan(200);
  expect(violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`)).toEqual([]);
});

let folder: string;
let found: Cruised;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'planted-')));
  for (const target of targets) await write(target, 'export {};\n');
  for (const { file, imports, alsoMake = {} } of planted) {
    await write(file, `import '${imports}';\n`);
    for (const [path, text] of Object.entries(alsoMake)) await write(path, text || 'export {};\n');
  }
  await linkPackages();
  found = await cruiseImports(folder, rooms, importRules);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(planted)('$rule catches $file importing $imports', ({ rule, file }) => {
  expect(found.violations.filter(({ from }) => from === file).map((violation) => violation.rule)).toContain(rule);
});

test('every rule has a violation planted for it', () => {
  expect(new Set(planted.map(({ rule }) => rule))).toEqual(new Set(importRules.map(({ name }) => name)));
});

test('files without a violation are left alone', () => {
  expect(found.violations.filter(({ from }) => targets.includes(from))).toEqual([]);
});

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

/** The planted tree finds its packages as the real one does: links in node_modules and an exports map. */
async function linkPackages(): Promise<void> {
  await mkdir(join(folder, 'node_modules', '@shishobako'), { recursive: true });
  for (const path of new Set(targets.map((target) => target.split('/').slice(0, 2).join('/')))) {
    const name = `@shishobako/${path.split('/')[1]}`;
    await write(`${path}/package.json`, JSON.stringify({ name, type: 'module', exports: { './*': './src/*.ts' } }));
    await symlink(join(folder, path), join(folder, 'node_modules', name));
  }
}
