import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formsOf, makeCanary, scanBytes, scanFolder } from './canary.ts';

const text = '金糸雀カナリア-7f3a';

it('finds every planted form, wherever it stands in a file', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'canary-'));
  const forms = formsOf(text);
  for (const [i, form] of forms.entries())
    await writeFile(join(dir, `${i}.bin`), Buffer.concat([Buffer.alloc(i * 1_500_000, 0x41), form.bytes, Buffer.from('z')]));
  const { files, hits } = await scanFolder(dir, [makeCanary('c', text)]);
  expect(files).toBe(forms.length);
  expect(new Set(hits.map((hit) => hit.where)).size).toBe(forms.length);
  await rm(dir, { recursive: true });
});

it('finds base64 of any longer stream that contains the text', () => {
  const canary = [makeCanary('c', text)];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), (before, after) => {
      const encoded = Buffer.concat([before, Buffer.from(text), after]).toString('base64');
      return scanBytes(Buffer.from(encoded), canary, 'x').length > 0;
    }),
  );
});

it('finds nothing where nothing is, and refuses a text too short to mean anything', () => {
  expect(scanBytes(Buffer.alloc(1_000_000, 7), [makeCanary('c', text)], 'x')).toEqual([]);
  expect(() => formsOf('1234')).toThrow(/8 bytes/);
});
