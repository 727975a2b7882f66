// Publications folded by day: later days win, ends are kept, entries with days of their own count only within them.
import { expect, it } from 'vitest';
import { boundariesOf, composeOverlay, type OverlayPart } from './compose-overlay.ts';

const part = (number: number, from: string, to: string | null, amount: number, own?: { from: string }): OverlayPart => ({
  ...{ number, from, to, additions: [] },
  changes: [{ procedure: 'a', amount, ...(own && { effective: own }) }],
});
const amounts = (parts: readonly OverlayPart[], on: string) => composeOverlay('992011', parts, 'v', on)?.changes.map((c) => c.amount);

it('orders by day, then by number', () => {
  const parts = [part(1, '2027-04-01', null, 700), part(2, '2026-12-01', '2026-12-31', 500), part(3, '2027-04-01', null, 800)];
  expect(amounts(parts, '2026-11-30')).toBeUndefined();
  expect(amounts(parts, '2026-12-31')).toEqual([500]);
  expect(amounts(parts, '2027-01-01')).toBeUndefined();
  expect(amounts(parts, '2027-04-01')).toEqual([700, 800]);
  expect(composeOverlay('992011', parts, 'v', '2027-04-01')?.id).toBe('m992011-3');
  expect(boundariesOf(parts)).toEqual(['2026-12-01', '2027-01-01', '2027-04-01']);
});

it('keeps to the days of an entry', () => {
  expect(amounts([part(1, '2026-01-01', null, 1, { from: '2026-06-01' })], '2026-05-31')).toBeUndefined();
  expect(amounts([part(1, '2026-01-01', null, 1, { from: '2026-06-01' })], '2026-06-01')).toEqual([1]);
});
