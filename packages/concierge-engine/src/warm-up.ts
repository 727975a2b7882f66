// A browser runs code it has not run before many times slower. Dry runs on somebody who does not exist, in the page's idle moments, so that
// the citizen's first plan is as quick as the next; small events first, so that no single run is long.

import type { Attribute, Catalogue } from './catalogue-schema.ts';
import type { Engine } from './engine.ts';
import { put } from './feel/fallback.ts';

const day = '2000-01-01';

/** Each step is one dry run. */
export function* dryRuns(engine: Engine, catalogue: Catalogue): Generator<undefined, void> {
  const events = catalogue.lifeEvents.toSorted((a, b) => a.procedures.length - b.procedures.length);
  for (const context of [{}, nobody(catalogue.attributes)])
    for (const { id } of events) {
      engine.plan({ context: structuredClone(context), events: [id], asOf: day });
      yield;
    }
}

/** Everything the model asks for, with some answer. */
function nobody(attributes: readonly Attribute[]): Record<string, unknown> {
  const context: Record<string, unknown> = {};
  for (const { kind, path, type, enum: codes } of attributes) {
    if (kind === 'context' || kind === 'derived' || path.includes('[]')) continue;
    put(context, path.split('.'), anAnswer(type, codes));
  }
  return context;
}

function anAnswer(type: string, codes: readonly string[] | null | undefined): unknown {
  switch (type) {
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return 1;
    case 'date':
      return day;
    case 'code':
      return codes?.[0];
    case 'object':
      return {};
    case 'string[]':
      return [...(codes ?? [])];
    case 'object[]':
      return [{}];
    default:
      return '-';
  }
}

/** Ends when all has been run; never takes more of a moment than the browser gives, but for the run it is in. */
export async function warmUp(engine: Engine, catalogue: Catalogue): Promise<void> {
  const runs = dryRuns(engine, catalogue);
  for (let done = false; !done; ) {
    const timeLeft = await nextIdleMoment();
    do done = runs.next().done === true;
    while (!done && timeLeft() > 0);
  }
}

const nextIdleMoment = (): Promise<() => number> =>
  new Promise((resolve) => {
    // Not every browser has it; a pause between runs keeps the page answering there.
    if (typeof requestIdleCallback === 'function') requestIdleCallback((moment) => resolve(() => moment.timeRemaining()));
    else setTimeout(() => resolve(() => 0), 50);
  });
