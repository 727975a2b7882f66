// Each workspace lists what it imports (house style, Habits: few dependencies, exact versions).
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { findUnlisted, listImports, Manifest } from './package-dependencies.ts';
import { listFiles, read } from './source-files.ts';

const manifests = listFiles(/^(packages|services|agencies|apps)\/[^/]+\/package\.json$/);
const sources = listFiles(/^(packages|services|agencies|apps)\/.*\.tsx?$/);
const rootManifest = Manifest.parse({ ...JSON.parse(read('package.json')), name: 'root' });
const atRoot = new Set(Object.keys(rootManifest.devDependencies));

test.each(manifests)('%s lists every package its files import', (path) => {
  const files = sources.filter((source) => source.startsWith(`${dirname(path)}/`)).map((source) => ({ path: source, text: read(source) }));
  expect(findUnlisted(Manifest.parse(JSON.parse(read(path))), files, atRoot)).toEqual([]);
});

test.each([...manifests, 'package.json'])('%s names exact versions', (path) => {
  const { dependencies, devDependencies, optionalDependencies } = Manifest.parse({ name: 'root', ...JSON.parse(read(path)) });
  const loose = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );
  expect(loose).toEqual([]);
});

test('a borrowed package is found, in whatever form it is imported', () => {
  const manifest = Manifest.parse({ name: '@shishobako/planted', dependencies: { zod: '1.0.0' } });
  const text = `import { z } from 'zod';
import type { A } from '@scope/typed/deep';
export * from 'exported';
const later = await import('dynamic/part');
import fs from 'node:fs';
import './near.ts';`;
  expect(listImports('a.ts', text).toSorted()).toEqual(['@scope/typed', 'dynamic', 'exported', 'zod']);
  expect(findUnlisted(manifest, [{ path: 'packages/planted/src/a.ts', text: `import 'vitest';` }], atRoot)).toEqual([
    'packages/planted/src/a.ts: vitest',
  ]);
  expect(findUnlisted(manifest, [{ path: 'packages/planted/src/a.test.ts', text: `import 'vitest';` }], atRoot)).toEqual([]);
});
