import { describe, expect, it } from 'vitest';
import { citizenEn } from './citizen.en.ts';
import { citizenJa } from './citizen.ja.ts';
import { consoleEn } from './console.en.ts';
import { consoleJa } from './console.ja.ts';
import { counterEn } from './counter.en.ts';
import { counterJa } from './counter.ja.ts';
import { deskEn } from './desk.en.ts';
import { deskJa } from './desk.ja.ts';
import { squareEn } from './square.en.ts';
import { squareJa } from './square.ja.ts';
import { uiEn } from './ui.en.ts';
import { uiJa } from './ui.ja.ts';

/** Paths to every text; the English singular counts as its plural. */
function texts(catalogue: object, at = ''): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[`${at}${key.replace(/_one$/, '_other')}`, value]] : [...texts(value as object, `${at}${key}.`)],
    ),
  );
}
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{([^}]+)\}\}/g)].map(([, name]) => name ?? '').sort();

describe.each([
  ['ui', uiJa, uiEn],
  ['citizen', citizenJa, citizenEn],
  ['console', consoleJa, consoleEn],
  ['desk', deskJa, deskEn],
  ['counter', counterJa, counterEn],
  ['square', squareJa, squareEn],
])('catalogue %s', (_name, ja, en) => {
  const [inJapanese, inEnglish] = [texts(ja), texts(en)];

  it('has the same keys in both languages', () => {
    expect([...inEnglish.keys()].sort()).toEqual([...inJapanese.keys()].sort());
  });

  it('leaves nothing empty and loses no value on the way', () => {
    for (const [key, text] of inJapanese) {
      expect(text.trim(), key).not.toBe('');
      expect(inEnglish.get(key)?.trim(), key).not.toBe('');
      expect(placeholders(inEnglish.get(key) ?? ''), key).toEqual(placeholders(text));
    }
  });

  it('has a singular wherever English has a plural', () => {
    const plurals = (catalogue: object): string[] =>
      Object.entries(catalogue).flatMap(([key, value]) =>
        typeof value === 'string'
          ? key.endsWith('_other') && !(key.replace(/_other$/, '_one') in catalogue)
            ? [key]
            : []
          : plurals(value as object),
      );
    expect(plurals(en)).toEqual([]);
  });
});
