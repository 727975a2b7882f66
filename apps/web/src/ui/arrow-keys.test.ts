import { describe, expect, it } from 'vitest';
import { distance } from './arrow-keys.ts';

const box = (left: number, top: number, width = 100, height = 40) => ({ left, top, right: left + width, bottom: top + height });

describe('arrow keys', () => {
  it('go only in their own direction', () => {
    expect(distance('ArrowDown', box(0, 0), box(0, 50))).toBe(10);
    expect(distance('ArrowUp', box(0, 0), box(0, 50))).toBeUndefined();
    expect(distance('ArrowRight', box(0, 0), box(0, 50))).toBeUndefined();
  });

  it('prefer what lies straight ahead', () => {
    const straight = distance('ArrowDown', box(0, 0), box(0, 100)) ?? 0;
    const aside = distance('ArrowDown', box(0, 0), box(200, 60)) ?? 0;
    expect(straight).toBeLessThan(aside);
  });

  it('step over boxes that touch', () => {
    expect(distance('ArrowDown', box(0, 0), box(0, 39))).toBe(0);
  });
});
