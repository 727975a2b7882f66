import { expect, test } from 'vitest';
import { answer, arrive, beginEvent, choose, emptyKept, endPlan, factAt, Kept, leaveOut, putOff, tick, withFact } from './kept.ts';

test('facts are set and taken out without touching their neighbours or the original', () => {
  const facts = withFact({ person: { dogs: 1, name: { full: '見本 太郎' } } }, 'person.name.kana', 'ミホン タロウ');
  expect(facts).toEqual({ person: { dogs: 1, name: { full: '見本 太郎', kana: 'ミホン タロウ' } } });
  expect(withFact(facts, 'person.dogs', undefined)).toEqual({ person: { name: { full: '見本 太郎', kana: 'ミホン タロウ' } } });
  expect(factAt(facts, 'person.dogs')).toBe(1);
  expect(factAt(facts, 'household.members')).toBeUndefined();
});

test('an answer takes its card off what is put off, and the other way round', () => {
  const later = putOff(beginEvent(emptyKept, 'marriage'), 'person.dogs');
  expect(later.later).toEqual(['person.dogs']);
  const answered = answer(later, 'person.dogs', { 'person.dogs': 2 });
  expect(answered).toMatchObject({ later: [], answered: ['person.dogs'], facts: { person: { dogs: 2 } } });
  expect(putOff(answered, 'person.dogs')).toMatchObject({ later: ['person.dogs'], answered: [] });
});

test('ending a plan keeps what is true of the person and forgets the event', () => {
  const running = answer(beginEvent(emptyKept, 'marriage'), 'x', { 'person.dogs': 2, 'events.marriage.date': '2026-11-22' });
  expect(endPlan(tick(running, 'p', true))).toMatchObject({ events: [], facts: { person: { dogs: 2 } }, choices: { done: [] } });
  expect(endPlan(running).facts['events']).toBeUndefined();
});

test('one of a group is taken; another replaces it', () => {
  const group = ['a', 'b'];
  const first = choose(choose(emptyKept, ['x', 'y'], 'x'), group, 'a');
  expect(choose(first, group, 'b').choices.alternatives).toEqual(['x', 'b']);
  expect(choose(first, group, undefined).choices.alternatives).toEqual(['x']);
});

test('what is left out is not ticked any more', () => {
  expect(leaveOut(tick(emptyKept, 'p', true), 'p', true).choices).toMatchObject({ done: [], leftOut: ['p'] });
});

test('a letter arrives once', () => {
  const letter = { document: 'env-1', evidence: 'nenkin-teikibin', title: 'ねんきん定期便' };
  expect(arrive(arrive(emptyKept, letter), letter).arrived).toEqual([letter]);
});

test('survives being written and read', () => {
  const kept = answer(beginEvent(emptyKept, 'marriage'), 'x', { 'person.dogs': 2 });
  expect(Kept.parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  expect(Kept.safeParse({ ...kept, more: 1 }).success).toBe(false);
});
