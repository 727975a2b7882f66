// Plans for many invented households: no crash, no cycle, no date before what triggers it, the properties of plan-properties.ts;
// sizes counted for the plot.
import { isIsoDate } from '../calendar.ts';
import type { Catalogue } from '../catalogue-schema.ts';
import type { Engine } from '../engine.ts';
import type { Plan } from '../plan-types.ts';
import { makeHousehold } from './households.ts';
import { propertyFaults } from './plan-properties.ts';

export type HouseholdRun = {
  readonly households: number;
  readonly faults: readonly string[];
  readonly sizes: readonly number[];
  readonly slowestMs: number;
  readonly meanMs: number;
};

export function runHouseholds(catalogue: Catalogue, engine: Engine, count: number): HouseholdRun {
  const faults: string[] = [];
  const sizes: number[] = [];
  let slowestMs = 0;
  let total = 0;
  for (let seed = 1; seed <= count; seed++) {
    const { context } = makeHousehold(catalogue, seed);
    const start = performance.now();
    try {
      const result = engine.plan({ context });
      const took = performance.now() - start;
      slowestMs = Math.max(slowestMs, took);
      total += took;
      if (!result.ok) faults.push(`seed ${seed}: ${result.error.problems.map((p) => `${p.id ?? ''} ${p.detail}`).join('; ')}`);
      else {
        sizes.push(result.value.order.length);
        const found = [...faultsOf(result.value), ...propertyFaults(catalogue, engine, context, result.value, seed)];
        faults.push(...found.map((f) => `seed ${seed}: ${f}`));
      }
    } catch (error) {
      faults.push(`seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : 'thrown'}`);
    }
  }
  return { households: count, faults, sizes, slowestMs, meanMs: total / count };
}

export function* faultsOf(plan: Plan): Generator<string> {
  const at = new Map(plan.order.map((id, i) => [id, i]));
  for (const e of plan.edges) {
    if ((e.kind === 'blocking' || e.kind === 'recommended') && (at.get(e.before) ?? 0) >= (at.get(e.after) ?? 0))
      yield `${e.before} is not before ${e.after}`;
  }
  for (const { id, byWhen } of plan.items) {
    const trigger = byWhen.anchor?.value ?? null;
    if (byWhen.due === null) continue;
    if (!isIsoDate(byWhen.due)) yield `${id}: ${byWhen.due} is not a date`;
    if (trigger !== null && ['within', 'dayOfNextMonth', 'annualWindow'].includes(byWhen.type) && byWhen.due < trigger)
      yield `${id}: due ${byWhen.due} before its trigger ${trigger}`;
    if (trigger !== null && byWhen.type === 'before' && byWhen.due > trigger) yield `${id}: due ${byWhen.due} after ${trigger}`;
    if (byWhen.opens !== null && byWhen.opens > byWhen.due) yield `${id}: opens ${byWhen.opens} after it is due ${byWhen.due}`;
    if (byWhen.dueMoved !== null && byWhen.dueMoved < byWhen.due) yield `${id}: moved back to ${byWhen.dueMoved}`;
  }
}
