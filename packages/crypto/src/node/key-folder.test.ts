import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openKeyFolder } from './key-folder.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'keys '));
});
afterEach(() => rm(dir, { recursive: true }));

it('makes a key once, keeps it, and only its owner can read it', async () => {
  const folder = await openKeyFolder(join(dir, 'portal'));
  const [a, b] = await Promise.all([folder.ensureEs256('decision'), folder.ensureEs256('decision')]);
  expect(a.kid).toBe(b.kid);
  expect((await (await openKeyFolder(join(dir, 'portal'))).ensureEs256('decision')).kid).toBe(a.kid);
  expect(await readdir(join(dir, 'portal'))).toEqual(['decision.pem']);
  expect((await stat(join(dir, 'portal', 'decision.pem'))).mode & 0o777).toBe(0o600);
});

it('refuses a secret of another length instead of using it', async () => {
  await writeFile(join(dir, 'k.key'), 'short');
  await expect((await openKeyFolder(dir)).ensureSecret('k', 32)).rejects.toThrow(/5 bytes instead of 32/);
});
