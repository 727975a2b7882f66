// Normalisation in named steps, so that a match can say what it had to overlook (JPK-06). Each step is applied to both sides.
import { ordinaryForm } from './variant-kanji.ts';

export type Step =
  | 'width'
  | 'space'
  | 'variation-selector'
  | 'variant-kanji'
  | 'hyphen'
  | 'kanji-numeral'
  | 'block-number'
  | 'place-kana'
  | 'aza'
  | 'renamed-place'
  | 'prefecture-omitted'
  | 'case';

export type NormaliseStep = { readonly step: Step; readonly apply: (text: string) => string };

const width = (text: string): string => text.normalize('NFKC');
const selectors = (text: string): string => text.replace(/[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu, '');
const spaces = (text: string): string => text.replace(/[\s\u3000]+/gu, '');
const variants = (text: string): string => Array.from(text, ordinaryForm).join('');
/** Everything people type for a hyphen; the long vowel sign counts only between digits. */
const hyphens = (text: string): string => text.replace(/[‐‑‒–—―−－﹣ｰ]/gu, '-').replace(/(?<=\d)ー(?=\d)/gu, '-');

const kanjiDigits = '〇一二三四五六七八九';

function numberOf(kanji: string): number {
  if (!/[十百]/.test(kanji)) return Number(Array.from(kanji, (c) => kanjiDigits.indexOf(c)).join(''));
  const part = (text: string): number => (text === '' ? 1 : kanjiDigits.indexOf(text));
  const [, hundreds, tens, ones] = /^(?:([二三四五六七八九]?)百)?(?:([二三四五六七八九]?)十)?([一二三四五六七八九]?)$/.exec(kanji) ?? [];
  const hundred = hundreds === undefined ? 0 : part(hundreds) * 100;
  const ten = tens === undefined ? 0 : part(tens) * 10;
  return hundred + ten + (ones ? kanjiDigits.indexOf(ones) : 0);
}

/** Only where a number is meant: before 丁目, 番, 号, の, or a hyphen. */
const kanjiNumerals = (text: string): string =>
  text.replace(/[〇一二三四五六七八九十百]+(?=丁目|番|号|線|条|の\d|-\d|-[〇一二三四五六七八九十])/gu, (run) => String(numberOf(run)));

/** 1丁目2番地3号, 1丁目2番3号, 1-2-3 and 2番地の3 are one address. */
const blocks = (text: string): string =>
  text
    .replace(/(\d)丁目(?=\d)/gu, '$1-')
    .replace(/(\d)番地?の?(?=\d)/gu, '$1-')
    .replace(/(\d)の(?=\d)/gu, '$1-')
    .replace(/(\d)(?:番地|番|号)(?!\d)/gu, '$1')
    .replace(/(\d)丁目$/u, '$1');

/** 霞ヶ関, 霞ケ関, 霞が関; 一ノ宮, 一の宮, 一之宮. */
const placeKana = (text: string): string =>
  text
    .replace(/(?<=\p{Script=Han})[ヶケヵカがガ](?=\p{Script=Han})/gu, 'ヶ')
    .replace(/(?<=\p{Script=Han})[ノの之](?=\p{Script=Han})/gu, 'の');
const aza = (text: string): string => text.replace(/大字|(?<=[町村区市\d])字/gu, '');

const common: readonly NormaliseStep[] = [
  { step: 'variation-selector', apply: selectors },
  { step: 'width', apply: width },
  { step: 'space', apply: spaces },
  { step: 'variant-kanji', apply: variants },
];

export const nameSteps: readonly NormaliseStep[] = [
  ...common,
  { step: 'hyphen', apply: hyphens },
  { step: 'case', apply: (t) => t.toUpperCase() },
];

/** `renamed`: old place name to new, longest first, from whoever keeps the register of mergers. */
export function addressSteps(renamed: ReadonlyMap<string, string> = new Map()): readonly NormaliseStep[] {
  const pairs = [...renamed].sort((a, b) => b[0].length - a[0].length);
  const rename = (text: string): string => {
    for (const [from, to] of pairs) if (text.includes(from)) return text.replace(from, to);
    return text;
  };
  return [
    ...common,
    { step: 'renamed-place', apply: rename },
    { step: 'hyphen', apply: hyphens },
    { step: 'kanji-numeral', apply: kanjiNumerals },
    { step: 'block-number', apply: blocks },
    { step: 'place-kana', apply: placeKana },
    { step: 'aza', apply: aza },
    { step: 'case', apply: (t) => t.toUpperCase() },
    { step: 'prefecture-omitted', apply: (t) => t.replace(/^(?:東京都|北海道|(?:京都|大阪)府|\p{Script=Han}{2,3}県)/u, '') },
  ];
}
