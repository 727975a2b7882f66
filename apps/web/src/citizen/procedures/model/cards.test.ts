// The dialogue on the real catalogue and engine, as the browser runs them.
import type { Catalogue } from '@shishobako/concierge-engine/catalogue-schema';
import { makeEngine } from '@shishobako/concierge-engine/engine';
import type { Plan } from '@shishobako/concierge-engine/plan-types';
import { readCatalogue } from '@shishobako/concierge-engine/read-catalogue';
import { readCatalogueFolder } from '@shishobako/concierge-engine/read-catalogue-folder';
import { describe, expect, test } from 'vitest';
import { type Card, cardsOf, placesOf } from './cards.ts';
import { common, groupKeys, groups } from './event-groups.ts';
import { everydayWords } from './everyday-words.ts';
import { answer, beginEvent, emptyKept, type Kept } from './kept.ts';
import { samplePeople } from './sample-people.ts';
import { bandOf, bands, byTime, inPlan, nextOf } from './views.ts';

function load(): { catalogue: Catalogue; plan: (kept: Kept) => Plan } {
  const read = readCatalogue(readCatalogueFolder());
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const engine = makeEngine(read.value);
  if (!engine.ok) throw new Error(JSON.stringify(engine.error));
  return {
    catalogue: read.value,
    plan(kept) {
      const made = engine.value.plan({
        context: kept.facts,
        events: kept.events,
        asOf: '2026-11-21',
        answers: placesOf(kept.events),
        choices: kept.choices,
      });
      if (!made.ok) throw new Error(JSON.stringify(made.error));
      return made.value;
    },
  };
}
const { catalogue, plan } = load();
const known = {
  model: new Map(catalogue.attributes.map((attribute) => [attribute.path, attribute])),
  events: new Map(catalogue.lifeEvents.map((event) => [event.id, event])),
};
const cards = (kept: Kept): Card[] => cardsOf(plan(kept), known, kept.later);
const all = catalogue.lifeEvents.map((event) => event.id);

test('every life event can be found by tile and by everyday words', () => {
  expect(groupKeys.flatMap((key) => groups[key]).toSorted()).toEqual(all.toSorted());
  expect(Object.keys(everydayWords).toSorted()).toEqual(all.toSorted());
  expect(common.filter((id) => !all.includes(id))).toEqual([]);
});

test('the day the deadlines hang on comes first, and never another event’s', () => {
  expect(cards(beginEvent(emptyKept, 'moving-between-cities'))[0]).toMatchObject({ id: 'events.moving.date', because: 'due' });
  const asked = cards(beginEvent(emptyKept, 'marriage')).map((card) => card.id);
  expect(asked).toContain('events.marriage.date');
  expect(asked).not.toContain('events.hiring.date');
});

test('contracts are one card; codes of municipalities are never asked', () => {
  const asked = cards(beginEvent(emptyKept, 'moving-between-cities'));
  expect(asked.filter((card) => card.id.startsWith('person.contracts'))).toHaveLength(1);
  expect(asked.find((card) => card.kind === 'contracts')?.paths.length).toBeGreaterThan(5);
  expect(asked.filter((card) => /unicipalityCode/.test(card.id))).toEqual([]);
});

test('what is put off is not asked again', () => {
  const kept = { ...beginEvent(emptyKept, 'marriage'), later: ['events.marriage.date'] };
  expect(cards(kept).map((card) => card.id)).not.toContain('events.marriage.date');
});

/** An answer of the card's kind, from a number. */
function invented(card: Card, n: number): Record<string, unknown> {
  switch (card.kind) {
    case 'yes-no':
      return { [card.id]: n % 2 === 0 };
    case 'date':
      return { [card.id]: /dateOfBirth/.test(card.id) ? '1970-04-01' : '2026-12-01' };
    case 'choice':
      return { [card.id]: card.options[n % card.options.length] };
    case 'choices':
      return { [card.id]: card.options.slice(0, n % 2) };
    case 'number':
      return { [card.id]: n % 5 };
    case 'people':
      return { [card.id]: n % 2 === 0 ? [] : [{ relation: 'spouse', dateOfBirth: '1971-01-01' }] };
    case 'vehicles':
      return { [card.id]: n % 2 === 0 ? [] : [{ class: 'kei' }] };
    case 'contracts':
      return Object.fromEntries(card.paths.map((path, at) => [path, (at + n) % 2 === 0]));
    default:
      return { [card.id]: '架空' };
  }
}

describe.each(all)('%s', (event) => {
  test.each([0, 1, 2, 3])('the dialogue ends, whatever is answered (%i)', (n) => {
    let kept = beginEvent(emptyKept, event);
    let steps = 0;
    for (let [card] = cards(kept); card !== undefined; [card] = cards(kept)) {
      expect(kept.answered, `${card.id} asked twice`).not.toContain(card.id);
      kept = answer(kept, card.id, invented(card, n + steps));
      expect(++steps).toBeLessThan(60);
    }
  });
});

test('nothing stands after what waits for it, and nothing is lost between the views', () => {
  for (const person of samplePeople)
    for (const event of all) {
      const made = plan({
        ...beginEvent(emptyKept, event),
        facts: { ...person.facts, events: { moving: { date: '2026-12-01' }, leaving: { date: '2026-11-10' } } },
      });
      const shown = byTime(made);
      expect(shown.flatMap((band) => band.items).length).toBe(inPlan(made).length);
      const rank = new Map(shown.flatMap(({ band, items }) => items.map((item) => [item.id, bands.indexOf(band)] as const)));
      for (const edge of made.edges) {
        if (edge.kind !== 'blocking') continue;
        const after = made.items.find((item) => item.id === edge.after);
        const late = after !== undefined && bandOf(after) === 'overdue';
        expect(rank.get(edge.before), `${edge.before} before ${edge.after}`).toBeLessThanOrEqual(
          Math.max(late ? 1 : 0, rank.get(edge.after) ?? 0),
        );
      }
      const next = nextOf(made);
      if (next) expect(next).toMatchObject({ status: 'applies', filedBy: 'applicant', automatic: false });
    }
});
