import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { keyedIndex, makeRowSealer } from './row-secrets.ts';

const key = randomBytes(32);
it('gives the same index for the same parts only', () => {
  expect(keyedIndex(key, 'link', 'city', '1')).toEqual(keyedIndex(key, 'link', 'city', '1'));
  const others = [
    keyedIndex(key, 'link', 'cit', 'y1'),
    keyedIndex(key, 'link', 'city1'),
    keyedIndex(key, 'alias', 'city', '1'),
    keyedIndex(randomBytes(32), 'link', 'city', '1'),
  ];
  expect(new Set(others.map(String)).has(String(keyedIndex(key, 'link', 'city', '1')))).toBe(false);
});

it('opens a value in its own row and with its own key only', () => {
  const sealer = makeRowSealer(key);
  const row = Buffer.from('row 1');
  const sealed = sealer.seal(row, '別名');
  expect(sealer.open(row, sealed)).toBe('別名');
  expect(sealer.seal(row, '別名')).not.toEqual(sealed);
  expect(() => sealer.open(Buffer.from('row 2'), sealed)).toThrow();
  expect(() => makeRowSealer(randomBytes(32)).open(row, sealed)).toThrow();
  sealed[15] = (sealed[15] ?? 0) ^ 1;
  expect(() => sealer.open(row, sealed)).toThrow();
});
