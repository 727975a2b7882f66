import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Deadline } from './catalogue-schema.ts';
import { dueDate, opensOn } from './deadline.ts';

const Case = z.object({
  name: z.string(),
  deadline: Deadline.partial().extend({ type: Deadline.shape.type }),
  anchorDate: z.string().nullable(),
  due: z.string(),
});
const text = readFileSync(new URL('../catalogue/deadline-tests.json', import.meta.url), 'utf8');
const { tests } = z.object({ tests: z.array(Case) }).parse(JSON.parse(text));

describe('deadlines', () => {
  it.each(tests)('$name', ({ deadline, anchorDate, due }) => {
    expect(dueDate(deadline as Deadline, anchorDate ?? undefined)).toBe(due);
  });
  it('gives no date without its anchor', () => {
    expect(dueDate({ type: 'within', n: 14, unit: 'day' }, undefined)).toBeUndefined();
    expect(dueDate({ type: 'asap' }, '2026-01-01')).toBeUndefined();
  });
  it('opens a window before or after its anchor', () => {
    const deadline: Deadline = {
      type: 'before',
      n: 0,
      unit: 'day',
      hard: false,
      rollForwardIfClosed: false,
      text: { ja: '-', en: '-' },
      opens: { n: 1, unit: 'month', direction: 'before', anchor: 'a' },
    };
    expect(opensOn(deadline, undefined, '2026-03-31')).toBe('2026-02-28');
  });
});
