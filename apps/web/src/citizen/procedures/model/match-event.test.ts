import { expect, test } from 'vitest';
import { everydayWords } from './everyday-words.ts';
import { matchEvents, normalise } from './match-event.ts';

const names: Record<string, [string, string]> = {
  'moving-between-cities': ['引越し（他の市区町村へ）', 'Moving to another city'],
  'moving-within-city': ['引越し（同じ市区町村の中）', 'Moving within the same city'],
  'illness-injury': ['病気・けが', 'Illness or injury'],
  'end-of-life-planning': ['終活（自分の死への備え）', 'Planning for the end of life'],
};
const events = Object.keys(everydayWords).map((id) => ({ id, name: { ja: names[id]?.[0] ?? id, en: names[id]?.[1] ?? id } }));
const first = (text: string): string | undefined => matchEvents(text, events)[0]?.event;

test.each([
  ['引越しました', /^moving-(between|within)/],
  ['引っ越しました', /^moving-(between|within)/],
  ['ひっこしします', /^moving-(between|within)/],
  ['らいしゅう 引っ越し', /^moving-(between|within)/],
  ['海外に引っ越します', /^moving-abroad$/],
  ['母が亡くなりました', /^death$/],
  ['父が無くなった', /^death$/],
  ['会社をやめました', /^job-leaving$/],
  ['子供が生まれた！', /^childbirth$/],
  ['結婚します', /^marriage$/],
  ['離婚', /^divorce$/],
  ['来年６５歳になります', /^turning-65$/],
  ['パスポートが切れる', /^overseas-travel$/],
  ['台風で家が壊れた', /^disaster$/],
  ['We moved last week', /^moving-(between|within)/],
  ['My father passed away', /^death$/],
  ['I lost my job.', /^job-leaving$/],
])('%s', (text, event) => {
  expect(first(text)).toMatch(event);
});

test('says which word it was', () => {
  expect(matchEvents('先週、結婚しました', events)[0]).toMatchObject({ event: 'marriage', words: ['結婚'] });
});

test('offers both moves, and both halves of a change of job', () => {
  expect(matchEvents('引っ越し', events).map((m) => m.event)).toEqual(
    expect.arrayContaining(['moving-between-cities', 'moving-within-city']),
  );
  expect(matchEvents('転職', events).map((m) => m.event)).toEqual(expect.arrayContaining(['employment-start', 'job-leaving']));
});

test('finds nothing in nothing, and no English word inside another', () => {
  expect(matchEvents('あ', events)).toEqual([]);
  expect(matchEvents('よい天気ですね', events)).toEqual([]);
  expect(matchEvents('I will go', events).map((m) => m.event)).not.toContain('illness-injury');
});

test('takes a very long text in its stride', () => {
  expect(matchEvents('あ'.repeat(100_000), events)).toEqual([]);
});

test('spelling, width and spaces do not matter', () => {
  expect(normalise('　ＢＡＢＹ　')).toBe('baby');
  expect(normalise('引っ 越し ました。')).toBe(normalise('引越しました'));
});
