// The compiled rules against feelin itself, on invented households with missing values: true, false and unknown must agree.
import { evaluate } from 'feelin';
import { describe, expect, it } from 'vitest';
import { makeDerive } from '../derive.ts';
import { readCatalogue } from '../read-catalogue.ts';
import { readCatalogueFolder } from '../read-catalogue-folder.ts';
import { makeHousehold } from '../testing/households.ts';
import { put } from './fallback.ts';
import { makeRuleSet } from './rule-set.ts';
import { at, isRecord } from './scope.ts';

const read = readCatalogue(readCatalogueFolder());
if (!read.ok) throw new Error(JSON.stringify(read.error));
const catalogue = read.value;
const rules = makeRuleSet(catalogue.attributes, catalogue.library);
const derive = makeDerive(catalogue.attributes);
const library = Object.fromEntries(catalogue.library.map((f) => [f.name, evaluate(f.feel).value]));

/** Defaults written into the context, and null where nothing is known, as the catalogue's README asks of an evaluator. */
function filled(given: Record<string, unknown>): Record<string, unknown> {
  const context = structuredClone(given);
  for (const a of catalogue.attributes) {
    const [list, field] = a.path.split('[].');
    if (field === undefined) {
      put(context, a.path.split('.'), a.default ?? null);
      continue;
    }
    const items = at(context, (list ?? '').split('.'));
    for (const item of Array.isArray(items) ? items.filter(isRecord) : []) put(item, field.split('.'), a.default ?? null);
  }
  return context;
}

describe('compiled rules', () => {
  it('agree with feelin', { timeout: 60_000 }, () => {
    const differences: string[] = [];
    let compared = 0;
    for (let seed = 1; seed <= 15; seed++) {
      const context = derive(makeHousehold(catalogue, seed).context);
      const scope = { ...filled(context), ...library };
      for (const p of catalogue.procedures) {
        const compiled = rules.rule(p.eligibility.feel);
        if (!compiled.ok) throw new Error(p.id);
        const mine = compiled.rule.decide(context).result;
        const theirs = evaluate(p.eligibility.feel, scope).value ?? null;
        compared += 1;
        if (mine !== theirs) differences.push(`seed ${seed} ${p.id}: ${mine} / ${String(theirs)}`);
      }
    }
    expect(differences.slice(0, 10)).toEqual([]);
    expect(compared).toBe(15 * catalogue.procedures.length);
  });
});
