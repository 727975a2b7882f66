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

  it('go down and up row by row, and keep to the line to the sides', () => {
    const between = distance('ArrowDown', box(0, 0), box(300, 200)) ?? 0;
    const beyond = distance('ArrowDown', box(0, 0), box(0, 400)) ?? 0;
    expect(between).toBeLessThan(beyond);
    const inLine = distance('ArrowRight', box(0, 0), box(500, 0)) ?? 0;
    const offLine = distance('ArrowRight', box(0, 0), box(200, 300)) ?? 0;
    expect(inLine).toBeLessThan(offLine);
  });

  it('step over boxes that touch', () => {
    expect(distance('ArrowDown', box(0, 0), box(0, 39))).toBe(0);
  });
});
