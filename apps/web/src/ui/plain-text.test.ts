import { describe, expect, it } from 'vitest';
import { toBlocks } from './plain-text.tsx';

describe('a letter’s text', () => {
  it('becomes headings, paragraphs and lists', () => {
    expect(toBlocks('# 納める額\n\n- 額 100円\n- 期限 今日\n\n1. 一\n2. 二\n\n一行目\n二行目\n')).toEqual([
      { kind: 'heading', text: '納める額' },
      { kind: 'list', ordered: false, items: ['額 100円', '期限 今日'] },
      { kind: 'list', ordered: true, items: ['一', '二'] },
      { kind: 'paragraph', text: '一行目\n二行目' },
    ]);
  });

  it('keeps markup as the text it is', () => {
    expect(toBlocks('<img src=x onerror=alert(1)> [a](javascript:alert(1))')).toEqual([
      { kind: 'paragraph', text: '<img src=x onerror=alert(1)> [a](javascript:alert(1))' },
    ]);
  });

  it('takes negative numbers and phone numbers in a line for text', () => {
    expect(toBlocks('電話 046-000-0000')).toEqual([{ kind: 'paragraph', text: '電話 046-000-0000' }]);
  });
});
