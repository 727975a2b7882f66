// Primitives stay in the rooms made for them; a planted use of each kind is found.
import { expect, test } from 'vitest';
import { exceptions, findPrimitives } from './crypto-primitives.ts';
import { listFiles, read } from './source-files.ts';

const sources = listFiles(/^(packages|services|agencies|apps)\/.*\.tsx?$/);

test('no primitive outside its rooms', () => {
  expect(sources.length).toBeGreaterThan(200);
  expect(sources.flatMap((path) => findPrimitives(path, read(path)).map((name) => `${path}: ${name}`))).toEqual([]);
});

test('every exception is a file that still exists', () => {
  expect(Object.keys(exceptions).filter((path) => !sources.includes(path))).toEqual([]);
});

test.each([
  [`import { sign } from 'node:crypto';`, 'sign'],
  [`import { createHash, createCipheriv as seal } from 'crypto';`, 'createCipheriv'],
  [`import * as c from 'node:crypto';`, 'the whole of node:crypto'],
  [`import c from 'node:crypto';`, 'the whole of node:crypto'],
  ['await crypto.subtle.encrypt(a, b, c);', 'crypto.subtle'],
  ['const { subtle } = globalThis.crypto;', 'crypto.subtle'],
])('finds %s', (text, name) => {
  expect(findPrimitives('services/portal/src/domain/planted.ts', text)).toEqual([name]);
});

test.each([
  `import { createHash, randomBytes } from 'node:crypto';`,
  `import type { KeyObject } from 'node:crypto';`,
  `import { type KeyObject } from 'node:crypto';`,
])('leaves %s alone', (text) => {
  expect(findPrimitives('services/portal/src/domain/planted.ts', text)).toEqual([]);
});
