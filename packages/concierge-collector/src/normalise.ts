// Text as people write it to text as rules read it: full-width digits, kanji numerals in dates, rubi in brackets, odd spaces.

const KANJI: Record<string, number> = { 〇: 0, 零: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 元: 1 };
const SCALE: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

export function kanjiNumber(text: string): number {
  if ([...text].every((c) => c in KANJI)) return Number([...text].map((c) => KANJI[c]).join(''));
  let total = 0;
  let digit = 0;
  for (const c of text) {
    const scale = SCALE[c];
    if (scale === undefined) digit = KANJI[c] ?? 0;
    else {
      total += (digit === 0 ? 1 : digit) * scale;
      digit = 0;
    }
  }
  return total + digit;
}

/** Digits, letters and signs to their plain forms; kanji and kana stay as they are. */
export const plainWidth = (text: string): string =>
  text
    .replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[〜～∼]/g, '~')
    .replace(/[‐‑‒–—―ー−－](?=\d)/g, '-')
    .replace(/\u3000/g, ' ')
    .replace(/[①-⑳]/g, (c) => `(${c.charCodeAt(0) - 0x245f})`);

/** Numerals written in kanji, where a unit of time follows. */
export const plainNumerals = (text: string): string =>
  text.replace(
    /(?<![〇零元一二三四五六七八九十百])([〇零元一二三四五六七八九十百]{1,9})(?=\s*(?:年|月|日|か月|カ月|ヶ月|ケ月|箇月|週|歳))/g,
    (m) => (/^[一二三四五六七八九十百〇零元]+$/.test(m) ? String(kanjiNumber(m)) : m),
  );

export const RUBI = /[\p{Script=Han}々日][(（][ぁ-んー]+[)）]/gu;

/** 転入届（てんにゅうとどけ） to 転入届; easy-Japanese texts also put spaces between words. */
export const withoutRubi = (text: string): string =>
  text
    .replace(/([\p{Script=Han}々\d]+)[（(][ぁ-んー]+[）)]/gu, '$1')
    .replace(/(?<=[\p{Script=Han}ぁ-んァ-ヶー、。\d])[ \u3000]+(?=[\p{Script=Han}ぁ-んァ-ヶー\d])/gu, '');

/** What rules read. */
export const normalise = (text: string): string => plainNumerals(plainWidth(text));
