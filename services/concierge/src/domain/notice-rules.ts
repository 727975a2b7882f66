// A clerk's correction kept for next time (CON-20): a rule by title, or by words the title has. The newest rule that fits decides, and says so.
import type { NoticeMeaning } from '@shishobako/contracts/concierge-api';

export type StoredRule = {
  readonly number: number;
  readonly match: 'title' | 'words';
  readonly words: readonly string[];
  readonly meaning: Pick<NoticeMeaning, 'relevant' | 'lifeEvents' | 'procedures'>;
};

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** A title without what changes from year to year: eras, years, dates, numbers, signs. */
export const titleShape = (title: string): string =>
  fold(title)
    .replace(/(?:令和|平成|昭和|r|h)?(?:元|\d+|[〇一二三四五六七八九十]+)年(?:度|版|分)?/g, '')
    .replace(/\d+月(?:\d+日)?(?:号)?|\d+日|第\d+(?:回|号|期)?|\d+/g, '')
    .replace(/[\s\p{P}\p{S}]/gu, '');

export function fittingRule(title: string, rules: readonly StoredRule[]): StoredRule | undefined {
  const shape = titleShape(title);
  const text = fold(title).replace(/\s/g, '');
  return rules
    .toSorted((a, b) => b.number - a.number)
    .find((rule) =>
      rule.match === 'title'
        ? shape.length >= 3 && rule.words[0] === shape
        : rule.words.length > 0 && rule.words.every((word) => text.includes(fold(word).replace(/\s/g, ''))),
    );
}
