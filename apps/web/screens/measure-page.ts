// For measure-plan.ts: the concierge as the citizen app loads it, asked for plans of fictional people under every common event.
import '../src/no-eval.ts';
import { fetchConcierge } from '../src/citizen/procedures/model/concierge.ts';
import { groups } from '../src/citizen/procedures/model/event-groups.ts';
import { emptyKept } from '../src/citizen/procedures/model/kept.ts';
import { samplePeople } from '../src/citizen/procedures/model/sample-people.ts';

export type Measured = { readonly load: number; readonly first: number; readonly times: readonly number[]; readonly items: number };

async function measure(): Promise<Measured> {
  const start = performance.now();
  const loaded = await fetchConcierge();
  const load = performance.now() - start;
  if (!loaded.ok) throw new Error(loaded.error.kind);
  const times: number[] = [];
  let items = 0;
  const events = Object.values(groups).flat();
  for (let round = 0; round < 3; round++)
    for (const person of samplePeople)
      for (const event of events) {
        const at = performance.now();
        const plan = loaded.value.plan({ ...emptyKept, facts: person.facts, events: [event] }, '2026-11-21');
        times.push(performance.now() - at);
        if (!plan.ok) throw new Error(`${event}: ${plan.error.kind}`);
        items = Math.max(items, plan.value.items.length);
      }
  return { load, first: times[0] ?? 0, times, items };
}

declare global {
  var measured: Promise<Measured>;
}
globalThis.measured = measure();
