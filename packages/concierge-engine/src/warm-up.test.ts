import { expect, it } from 'vitest';
import { type Engine, makeEngine, type PlanResult } from './engine.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readCatalogueFolder } from './read-catalogue-folder.ts';
import { dryRuns } from './warm-up.ts';

const read = readCatalogue(readCatalogueFolder(), { trusted: true });
if (!read.ok) throw new Error('the catalogue does not read');
const catalogue = read.value;
const made = makeEngine(catalogue);
if (!made.ok) throw new Error('the engine cannot be made');

it('runs every life event twice, with nothing and with everything known, and to the end of a plan', () => {
  const results: PlanResult[] = [];
  const listening: Engine = {
    plan(request) {
      const result = made.value.plan(request);
      results.push(result);
      return result;
    },
  };
  for (const _ of dryRuns(listening, catalogue));
  const plans = results.flatMap((result) => (result.ok ? [result.value] : []));
  expect(plans).toHaveLength(2 * catalogue.lifeEvents.length);
  expect(new Set(plans.flatMap((plan) => plan.activeEvents))).toEqual(new Set(catalogue.lifeEvents.map((event) => event.id)));
  // Rules that ask and rules that decide are different code.
  const known = plans.slice(catalogue.lifeEvents.length);
  expect(known.flatMap((plan) => plan.items).filter((item) => item.status === 'applies').length).toBeGreaterThan(100);
  expect(plans.flatMap((plan) => plan.questions).length).toBeGreaterThan(100);
});
