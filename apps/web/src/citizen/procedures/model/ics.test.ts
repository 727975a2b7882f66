import { expect, test } from 'vitest';
import { fold, writeCalendar } from './ics.ts';

const now = new Date('2026-11-21T08:00:00.123Z');
const entry = {
  uid: 'moving-in-notification@plan',
  day: '2026-12-31',
  title: '転入届（市民課, 窓口; 2階）',
  text: '14日以内\n持ち物: 転出証明書 \\ 本人確認書類',
  remind: 3,
};

/** Undoes folding, as a reader does first (RFC 5545 §3.1). */
const unfold = (text: string): string[] => text.replace(/\r\n[ \t]/g, '').split('\r\n');

test('whole days end on the next day, across the year', () => {
  const lines = unfold(writeCalendar([entry], now));
  expect(lines).toContain('DTSTART;VALUE=DATE:20261231');
  expect(lines).toContain('DTEND;VALUE=DATE:20270101');
  expect(lines).toContain('DTSTAMP:20261121T080000Z');
  expect(lines).toContain('TRIGGER:-P2DT15H0M0S');
});

test('text is escaped, and nothing of it can start a line of its own', () => {
  const lines = unfold(writeCalendar([{ ...entry, title: 'a\r\nEND:VCALENDAR\u0007', text: '' }], now));
  expect(lines).toContain('SUMMARY:a\\nEND:VCALENDAR ');
  expect(lines.filter((line) => line === 'END:VCALENDAR')).toHaveLength(1);
  expect(unfold(writeCalendar([entry], now))).toContain('SUMMARY:転入届（市民課\\, 窓口\\; 2階）');
  expect(unfold(writeCalendar([entry], now))).toContain('DESCRIPTION:14日以内\\n持ち物: 転出証明書 \\\\ 本人確認書類');
});

test('no line is longer than 75 octets and no character is cut', () => {
  const title = '𠮷野家'.repeat(40);
  const text = writeCalendar([{ ...entry, title }], now);
  for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(unfold(text)).toContain(`SUMMARY:${title}`);
  expect(fold('a'.repeat(75))).toBe('a'.repeat(75));
});

test('begins, ends and pairs as the standard asks', () => {
  const text = writeCalendar([entry, { uid: 'b', day: '2026-12-01', title: 'b', text: 'b' }], now);
  expect(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:')).toBe(true);
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
  expect(text.match(/END:VEVENT/g)).toHaveLength(2);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});
