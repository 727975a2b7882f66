// A kept correction fits next year's title and not a neighbour's.
import { expect, it } from 'vitest';
import { fittingRule, type StoredRule, titleShape } from './notice-rules.ts';

const meaning = { relevant: true, lifeEvents: [], procedures: [] };
const rule = (number: number, match: StoredRule['match'], ...words: string[]): StoredRule => ({ number, match, words, meaning });

it('leaves years, eras, days and numbers out of a title', () => {
  expect(titleShape('令和８年度 敬老祝い金（第3回）のお知らせ')).toBe(titleShape('2027年度敬老祝い金（第4回）のお知らせ'));
  expect(titleShape('敬老祝い金のお知らせ')).not.toBe(titleShape('出産祝い金のお知らせ'));
});

it('takes the newest rule that fits, and none for a title that is all numbers', () => {
  const rules = [rule(1, 'words', '祝い金'), rule(2, 'words', '敬老', '祝い金'), rule(3, 'title', titleShape('別の題'))];
  expect(fittingRule('敬老祝い金', rules)?.number).toBe(2);
  expect(fittingRule('出産祝い金', rules)?.number).toBe(1);
  expect(fittingRule('出産', rules)).toBeUndefined();
  expect(fittingRule('令和8年11月', [rule(1, 'title', '')])).toBeUndefined();
});
