import { describe, expect, it } from 'vitest';
import { daysUntil, formatDate, formatMonth, formatRowDate, formatTime, formatYen } from './format.ts';

const time = '2026-11-20T15:30:00.000Z';

describe('dates and money', () => {
  it('are Japan’s, wherever the device is', () => {
    expect(formatDate('ja', time)).toBe('2026年11月21日（土）');
    expect(formatDate('en', time)).toBe('Sat, 21 November 2026');
    expect(formatTime('ja', time)).toBe('00:30');
    expect(formatMonth('ja', '2026-09')).toBe('2026年9月');
  });

  it('shorten in rows to what tells them apart', () => {
    const now = Date.parse('2026-11-20T16:00:00.000Z');
    expect(formatRowDate('ja', time, now)).toBe('00:30');
    expect(formatRowDate('ja', '2026-03-01T00:00:00.000Z', now)).toBe('3月1日');
    expect(formatRowDate('ja', '2025-03-01T00:00:00.000Z', now)).toBe('2025年3月1日');
  });

  it('count days by the calendar in Japan, not by hours', () => {
    const now = Date.parse('2026-11-20T14:59:00.000Z');
    expect(daysUntil('2026-11-20T15:01:00.000Z', now)).toBe(1);
    expect(daysUntil('2026-11-20T14:59:30.000Z', now)).toBe(0);
    expect(daysUntil('2026-11-18T14:00:00.000Z', now)).toBe(-2);
  });

  it('write money with separators', () => {
    expect(formatYen('ja', 1_035_002)).toBe('1,035,002円');
    expect(formatYen('en', 1_035_002)).toBe('¥1,035,002');
  });
});
