// Words as they are compared: one width, one kana, small letters, one spelling (CON-25). What is done here is all that is done.

const kana = (text: string): string => text.replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));
const plain = (text: string): string => kana(text.normalize('NFKC').toLowerCase());

export type Spelling = readonly [string, string];
export type Words = { readonly text: string; readonly english: readonly string[] };

/** `text`: without spaces and signs, for Japanese; `english`: the words in Latin letters. */
export function makeNormalise(spellings: readonly Spelling[]): (text: string) => Words {
  const rules = spellings.map(([from, to]) => [squeeze(plain(from)), squeeze(plain(to))] as const).sort(([a], [b]) => b.length - a.length);
  return (input) => {
    const folded = plain(input);
    const english = (folded.match(/[a-z][a-z'-]*|(?<![^\s])\d+(?![^\s])/g) ?? []).map((word) => word.replace(/'s$/, ''));
    let text = '';
    const source = squeeze(folded);
    for (let at = 0; at < source.length; ) {
      const rule = rules.find(([from]) => source.startsWith(from, at));
      text += rule === undefined ? source[at] : rule[1];
      at += rule === undefined ? 1 : rule[0].length;
    }
    return { text, english };
  };
}

const squeeze = (text: string): string => text.replace(/[\s\p{P}\p{S}]/gu, (c) => (c === 'ー' ? c : ''));

/** Pairs of neighbouring letters: how alike two Japanese words are, without a model. */
export function letterPairs(text: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < text.length; i++) pairs.add(text.slice(i, i + 2));
  return pairs;
}

const SMALL = new Set(
  'a an and are as at be by for from has have i in is it my me of on or our should that the to was we what when where which who with you your do does did need how if after before can about'.split(
    ' ',
  ),
);
export const weighty = (words: readonly string[]): string[] => words.filter((word) => !SMALL.has(word));
