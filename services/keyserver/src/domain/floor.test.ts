import type { WrapContext } from '@shishobako/contracts/envelope';
import { ContentClass, Level } from '@shishobako/contracts/levels';
import type { Alias, EnvelopeId } from '@shishobako/kernel/ids';
import { describe, expect, it } from 'vitest';
import { checkFloor } from './floor.ts';

const now = 1_800_000_000_000;
const context = (over: Partial<WrapContext>): WrapContext => ({
  part: 'content',
  env: '00000000-0000-4000-8000-000000000001' as EnvelopeId,
  to: '00000000-0000-4000-8000-000000000002' as Alias,
  class: 'C1',
  epoch: 1,
  level: 'L0',
  day: '2026-11-21',
  ...over,
});

/** Lowest session level that opens content, and the age of the card it still opens at; the table of security sheet §6. */
const table: Record<ContentClass, { level: Level; minutes: number } | null> = {
  C1: { level: 'L2', minutes: 30 },
  C2: { level: 'L2', minutes: 30 },
  C3: { level: 'L3', minutes: 30 },
  C4: { level: 'L3', minutes: 15 },
  C5: null,
};
const levels = Level.options;

describe('floor: class × level × age of the card', () => {
  const cells = ContentClass.options.flatMap((cls) =>
    levels.flatMap((level) => [0, 15, 16, 30].map((minutes) => ({ cls, level, minutes }))),
  );
  it.each(cells)('$cls at $level, $minutes min after the card', ({ cls, level, minutes }) => {
    const rule = table[cls];
    const want = rule !== null && levels.indexOf(level) >= levels.indexOf(rule.level) && minutes <= rule.minutes;
    const session = { level, cardTime: now - minutes * 60_000 };
    const contexts = [context({ class: cls })];
    expect(checkFloor({ action: 'letter.open', contexts, decisionLevel: level, session, now }).ok).toBe(want);
  });

  const session = { level: 'L3' as Level, cardTime: now };
  it('a sender may raise the level, never lower it', () => {
    const open = (level: Level, cls: ContentClass) =>
      checkFloor({ action: 'letter.open', contexts: [context({ class: cls, level })], decisionLevel: 'L3', session, now }).ok;
    expect([open('L3', 'C1'), open('L3S', 'C1'), open('L0', 'C3')]).toEqual([true, false, true]);
    expect(
      checkFloor({ action: 'letter.open', contexts: [context({ class: 'C3', level: 'L0' })], decisionLevel: 'L2', session, now }).ok,
    ).toBe(false);
  });
  it('one refused item refuses all; a list never opens content; a portal cannot claim more than the session has', () => {
    const two = [context({}), context({ class: 'C5' })];
    expect(checkFloor({ action: 'letter.open', contexts: two, decisionLevel: 'L3', session, now }).ok).toBe(false);
    expect(checkFloor({ action: 'letter.list', contexts: [context({})], decisionLevel: 'L3', session, now }).ok).toBe(false);
    expect(
      checkFloor({ action: 'letter.list', contexts: [context({ part: 'title', class: 'C5' })], decisionLevel: 'L3', session, now }).ok,
    ).toBe(true);
    const low = { level: 'L2' as Level, cardTime: now };
    expect(checkFloor({ action: 'letter.open', contexts: [context({})], decisionLevel: 'L3', session: low, now }).ok).toBe(false);
  });
  it('a card signature from the future is no fresh card', () => {
    const future = { level: 'L3' as Level, cardTime: now + 60_000 };
    expect(checkFloor({ action: 'letter.open', contexts: [context({ class: 'C4' })], decisionLevel: 'L3', session: future, now }).ok).toBe(
      false,
    );
  });
});
