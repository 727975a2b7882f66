import { describe, expect, it } from 'vitest';
import { add, birthday, fullMonths, isIsoDate, legalAge, periodEnd } from './calendar.ts';

describe('calendar', () => {
  it('ends periods on the day before the same day, or on the last day of a month without one', () => {
    expect(periodEnd('2026-04-01', 1, 'month')).toBe('2026-04-30');
    expect(periodEnd('2026-01-31', 1, 'month')).toBe('2026-02-28');
    expect(periodEnd('2024-03-01', 3, 'year')).toBe('2027-02-28');
    expect(periodEnd('2026-04-02', 14, 'day')).toBe('2026-04-15');
  });
  it('adds a year of age at the end of the day before the birthday', () => {
    expect(legalAge('2008-04-02', '2026-03-31')).toBe(17);
    expect(legalAge('2008-04-02', '2026-04-01')).toBe(18);
    expect(legalAge('2008-02-29', '2026-02-27')).toBe(17);
    expect(legalAge('2008-02-29', '2026-02-28')).toBe(18);
    expect(legalAge('2026-05-01', '2026-04-30')).toBe(0);
  });
  it('counts completed months', () => {
    expect(fullMonths('1991-11-20', '2026-03-16')).toBe(411);
    expect(fullMonths('2022-09-09', '2026-03-16')).toBe(42);
  });
  it('refuses days that do not exist', () => {
    expect(isIsoDate('2026-02-29')).toBe(false);
    expect(isIsoDate('2024-02-29')).toBe(true);
    expect(isIsoDate('2026-13-01')).toBe(false);
    expect(isIsoDate('２０２６-01-01')).toBe(false);
  });
  it('clips months', () => {
    expect(add('2026-03-31', -1, 'month')).toBe('2026-02-28');
    expect(birthday('1960-02-29', 65)).toBe('2025-03-01');
  });
});
