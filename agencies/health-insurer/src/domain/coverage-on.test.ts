import { expect, it } from 'vitest';
import { coverageOn, type Entry } from './coverage-on.ts';

const entry = (from: string, to: string | null, more: Partial<Entry> = {}): Entry => ({
  ...{ symbol: '見本', number: '12', branch: '00', suspended: false },
  ...{ from, to },
  ...more,
});

it.each([
  ['the day before it begins', '2026-03-31', 'not-begun'],
  ['its first day', '2026-04-01', 'in-force'],
  ['its last day', '2026-11-15', 'in-force'],
  ['the day after', '2026-11-16', 'ended'],
])('%s', (_name, day, state) => {
  expect(coverageOn([entry('2026-04-01', '2026-11-15')], day).state).toBe(state);
});

it('takes the entry of the day when the number changed in the middle of a month', () => {
  const entries = [entry('2020-04-01', '2026-11-15', { number: '1' }), entry('2026-11-16', null, { number: '2' })];
  expect(coverageOn(entries, '2026-11-15').entry?.number).toBe('1');
  expect(coverageOn(entries, '2026-11-16').entry?.number).toBe('2');
  expect(coverageOn(entries.toReversed(), '2026-11-16').entry?.number).toBe('2');
});

it('tells suspended benefits and nobody apart from the rest', () => {
  expect(coverageOn([entry('2020-04-01', null, { suspended: true })], '2026-11-16').state).toBe('suspended');
  expect(coverageOn([], '2026-11-16')).toEqual({ state: 'unknown', entry: null });
});
