// Free words to life events, on the device: same spelling first, then names and everyday words, longest word wins; says which word it was (CON-24).
import { everydayWords } from './everyday-words.ts';

export type NamedEvent = { readonly id: string; readonly name: { readonly ja: string; readonly en: string } };
/** `words`: what of the person's own text led here, as they wrote it apart from width and case. */
export type EventMatch = { readonly event: string; readonly words: readonly string[]; readonly score: number };

const spellings: readonly (readonly [RegExp, string])[] = [
  [/引っ?越し?|ひっこし/g, '引越'],
  [/子供/g, '子ども'],
  [/才/g, '歳'],
  [/無く(?=なりまし|なった)/g, '亡く'],
  [/やめ(?=た|まし|る|ま)/g, '辞め'],
  [/(?<=[一-龠])(?:が|は|も)(?=辞め|売れ|壊れ)/g, 'が'],
];

/** Width, case, spaces and marks do not matter; neither do common ways to write the same word. */
export function normalise(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s、。，．,.!?！？・…「」"'’]+/g, (mark) => (/^\s+$/.test(mark) ? ' ' : ''));
  const joined = plain.replace(/(?<=[^\x20-\x7e]) | (?=[^\x20-\x7e])/g, '');
  return spellings.reduce((at, [from, to]) => at.replace(from, to), joined).trim();
}

/** A name such as 「引越し（同じ市区町村の中）」 is matched by what stands before the bracket and by each word inside. */
const namesOf = (event: NamedEvent): string[] =>
  [event.name.ja, event.name.en]
    .flatMap((name) => name.split(/[（）()・、/]/))
    .map(normalise)
    .filter((word) => word.length > 1);

const wordsOf = (event: NamedEvent): string[] =>
  [...new Set([...namesOf(event), ...(everydayWords[event.id] ?? []).map(normalise)])].filter(Boolean);

/** English words are matched from the start of a word, so that “ill” is not found in “will”. */
const holds = (text: string, word: string): boolean => {
  if (!/^[\x20-\x7e]+$/.test(word)) return text.includes(word);
  const at = ` ${text}`.indexOf(` ${word}`);
  return at >= 0;
};

export function matchEvents(text: string, events: readonly NamedEvent[], most = 5): EventMatch[] {
  const asked = normalise(text).slice(0, 200);
  if (asked.length < 2) return [];
  const found = events.flatMap((event): EventMatch[] => {
    const hits = wordsOf(event).filter((word) => holds(asked, word));
    const longest = hits.filter((word) => !hits.some((other) => other !== word && other.includes(word)));
    if (longest.length === 0) return [];
    const weight = (word: string): number => (/^[\x20-\x7e]+$/.test(word) ? word.length / 2.5 : word.length);
    return [{ event: event.id, words: longest, score: longest.reduce((sum, word) => sum + weight(word), 0) }];
  });
  return found.sort((a, b) => b.score - a.score).slice(0, most);
}
