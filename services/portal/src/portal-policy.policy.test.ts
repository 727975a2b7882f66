// Golden table of the portal's decisions: class × level × relation × card age × sender's level, against security sheet §6 written
// out a second time by hand; and properties that must hold for every request.
import type { ContentClass, Level } from '@shishobako/contracts/levels';
import { type BoxId, randomId } from '@shishobako/kernel/ids';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BoxAction, type LetterAction, type LetterFacts, makePortalPolicy, type PortalPolicy } from './portal-policy.ts';

const classes: ContentClass[] = ['C1', 'C2', 'C3', 'C4', 'C5'];
const levels: Level[] = ['L0', 'L1', 'L2', 'L3', 'L3S'];
const actions: LetterAction[] = ['letter.title', 'letter.open', 'letter.part', 'letter.acknowledge', 'letter.events', 'letter.receipt'];
const box = randomId<BoxId>();
const other = randomId<BoxId>();
const later = Date.parse('2030-01-02T03:04:05.000Z');
const alarms: string[] = [];
let policy: PortalPolicy;
beforeAll(async () => {
  policy = await makePortalPolicy((errors) => alarms.push(...errors));
});

const letter = (over: Partial<LetterFacts> = {}): LetterFacts => ({
  env: crypto.randomUUID(),
  box,
  class: 'C1',
  requiredLevel: 'L2',
  openEvidence: false,
  acceptanceAsked: false,
  ...over,
});

/** Columns: L0 L1 L2 L3 L3S, owner, fresh card, sender asks nothing more. */
const table: Record<'letter.title' | 'letter.open' | 'rest', Record<ContentClass, string>> = {
  'letter.title': { C1: '..+++', C2: '..+++', C3: '...++', C4: '...++', C5: '.....' },
  'letter.open': { C1: '..+++', C2: '..+++', C3: '...++', C4: '...++', C5: '.....' },
  rest: { C1: '..+++', C2: '..+++', C3: '..+++', C4: '..+++', C5: '..+++' },
};
const row = (action: LetterAction) =>
  action === 'letter.title' ? 'letter.title' : action === 'letter.open' || action === 'letter.part' ? 'letter.open' : 'rest';

describe('the golden table', () => {
  it('holds for every class, level, relation, card age and sender’s level', { timeout: 120_000 }, () => {
    let cells = 0;
    for (const action of actions)
      for (const contentClass of classes)
        for (const [i, level] of levels.entries())
          for (const relation of ['owner', 'stranger'] as const)
            for (const cardAge of [0, 900, 901])
              for (const [r, requiredLevel] of levels.entries()) {
                const decision = policy.onLetter(
                  action,
                  { box: relation === 'owner' ? box : other, level, cardAge, waitsUntil: 0 },
                  letter({ class: contentClass, requiredLevel }),
                );
                const opening = action === 'letter.open' || action === 'letter.part';
                const want =
                  relation === 'owner' &&
                  table[row(action)][contentClass][i] === '+' &&
                  !(opening && contentClass === 'C4' && cardAge > 900) &&
                  !((opening || action === 'letter.title') && i < r);
                if ((decision.result === 'allow') !== want)
                  expect.fail(
                    `${action} ${contentClass} ${level} ${relation} card ${cardAge}s sender ${requiredLevel}: ${decision.result}, want ${want ? 'allow' : 'deny'}`,
                  );
                cells++;
              }
    expect(cells).toBe(6 * 5 * 5 * 2 * 3 * 5);
    expect(alarms).toEqual([]);
  });

  it('holds for the box itself', () => {
    const changing = ['link.prepare', 'link.make', 'settings.change', 'own.read', 'own.write', 'own.delete'] as const;
    for (const action of ['box.open', 'letter.list', 'history.read', 'links.read', 'settings.read', ...changing] as const)
      for (const [i, level] of levels.entries()) {
        const want = i >= (changing.some((name) => name === action) ? 3 : 2) ? 'allow' : 'deny';
        expect(`${action} ${level} ${policy.onBox(action, { box, level, cardAge: 0, waitsUntil: 0 }).result}`).toBe(
          `${action} ${level} ${want}`,
        );
        expect(policy.onBox(action, { box, level, cardAge: 0, waitsUntil: 0 }, undefined, other).result).toBe('deny');
      }
    expect(policy.onLink({ box, level: 'L3', cardAge: 0, waitsUntil: 0 }, { alias: 'a', box, active: true }).result).toBe('allow');
    expect(policy.onLink({ box, level: 'L2', cardAge: 0, waitsUntil: 0 }, { alias: 'a', box, active: true }).result).toBe('deny');
    expect(policy.onLink({ box: other, level: 'L3', cardAge: 0, waitsUntil: 0 }, { alias: 'a', box, active: true }).result).toBe('deny');
    expect(policy.onLink({ box, level: 'L3', cardAge: 0, waitsUntil: 0 }, { alias: 'a', box, active: false }).result).toBe('deny');
  });
});

describe('a new card that waits', () => {
  const waiting = { box, level: 'L3', cardAge: 0, waitsUntil: later } as const;
  it('does nothing, whatever it asks, and hears until when', () => {
    const box = ['box.open', 'letter.list', 'history.read', 'links.read', 'link.prepare', 'link.make', 'settings.read', 'settings.change'];
    const own = ['own.read', 'own.write', 'own.delete', 'application.list'];
    const decisions = [
      ...[...box, ...own].map((action) => policy.onBox(action as BoxAction, waiting)),
      ...actions.map((action) => policy.onLetter(action, waiting, letter())),
      policy.onLink(waiting, { alias: 'a', box: waiting.box, active: true }),
      policy.onApplication('application.submit', waiting, { env: crypto.randomUUID(), box: waiting.box, class: 'C3', linked: true }),
    ];
    for (const { action, result, needs } of decisions)
      expect({ action, result, needs }).toEqual({ action, result: 'deny', needs: [{ kind: 'wait', want: '2030-01-02T03:04:05.000Z' }] });
  });
});

describe('needs', () => {
  it('names what helps, and only that', () => {
    const needs = (level: Level, cardAge: number, over: Partial<LetterFacts>) =>
      policy.onLetter('letter.open', { box, level, cardAge, waitsUntil: 0 }, letter(over)).needs;
    expect(needs('L1', 0, { class: 'C3' })).toEqual([{ kind: 'level', want: 'L3' }]);
    expect(needs('L3', 5000, { class: 'C4' })).toEqual([{ kind: 'recent-card', want: 'PT15M' }]);
    expect(needs('L3', 0, { class: 'C1', requiredLevel: 'L3S' })).toEqual([{ kind: 'level', want: 'L3S' }]);
    expect(needs('L3', 0, { acceptanceAsked: true })).toEqual([{ kind: 'acceptance', want: 'given' }]);
    expect(needs('L3', 0, { class: 'C5' })).toEqual([]);
    expect(policy.onLetter('letter.open', { box: other, level: 'L1', cardAge: 0, waitsUntil: 0 }, letter()).needs).toEqual([]);
  });
});

describe('properties', { timeout: 60_000 }, () => {
  const session = fc.record({
    level: fc.constantFrom(...levels),
    cardAge: fc.integer({ min: -10, max: 2 ** 40 }),
    waitsUntil: fc.constantFrom(0, 0, later),
  });
  const facts = fc.record({
    class: fc.constantFrom(...classes),
    requiredLevel: fc.constantFrom(...levels),
    openEvidence: fc.boolean(),
    acceptanceAsked: fc.boolean(),
  });
  const action = fc.constantFrom(...actions);

  it('a stranger never passes, whatever the rest', () =>
    fc.assert(
      fc.property(session, facts, action, (s, f, a) => policy.onLetter(a, { box: other, ...s }, letter(f)).result === 'deny'),
      { numRuns: 300 },
    ));

  it('a stronger sign-in never takes away what a weaker one had', () =>
    fc.assert(
      fc.property(facts, action, fc.integer({ min: 0, max: 2000 }), (f, a, cardAge) => {
        const results = levels.map((level) => policy.onLetter(a, { box, level, cardAge, waitsUntil: 0 }, letter(f)).result === 'allow');
        return results.every((allowed, i) => !allowed || results.slice(i).every(Boolean));
      }),
      { numRuns: 200 },
    ));

  it('meeting the needs turns a refusal into an allow, and every decision explains itself in both languages', () =>
    fc.assert(
      fc.property(session, facts, action, (s, f, a) => {
        const decision = policy.onLetter(a, { box, ...s }, letter(f));
        const texts = decision.layers.flatMap((l) => l.policies);
        if (texts.length === 0 || texts.some((p) => !p.text.ja || !p.text.en)) return false;
        if (decision.result === 'allow') return decision.obligations.includes('history.write');
        if (decision.needs.length === 0 || decision.needs.some((n) => n.kind === 'acceptance')) return true;
        const level = decision.needs.find((n) => n.kind === 'level')?.want as Level | undefined;
        const recent = decision.needs.some((n) => n.kind === 'recent-card');
        const better = {
          box,
          level: level ?? (recent && levels.indexOf(s.level) < 3 ? 'L3' : s.level),
          cardAge: recent ? 0 : s.cardAge,
          waitsUntil: 0,
        } as const;
        return policy.onLetter(a, better, letter(f)).result === 'allow';
      }),
      { numRuns: 300 },
    ));
  it('raised no alarm', () => expect(alarms).toEqual([]));
});
