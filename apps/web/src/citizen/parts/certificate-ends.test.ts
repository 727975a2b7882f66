import { expect, it } from 'vitest';
import { daysToWarnOf } from './certificate-ends.ts';

const now = Date.parse('2026-11-26T00:00:00Z');
const after = (days: number): number => now + days * 86_400_000;

it('speaks of the end of a certificate for its last three months', () => {
  expect(daysToWarnOf(after(400), now)).toBeNull();
  expect(daysToWarnOf(after(90), now)).toBeNull();
  expect(daysToWarnOf(after(89.5), now)).toBe(89);
  expect(daysToWarnOf(after(0.5), now)).toBe(0);
  expect(daysToWarnOf(after(-3), now)).toBe(0);
  expect(daysToWarnOf(null, now)).toBeNull();
});
