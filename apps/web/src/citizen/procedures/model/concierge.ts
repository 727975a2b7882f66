// The concierge in this browser: engine and packed catalogue, fetched once; plans are made here and nowhere else (CON-01, CON-06).

import packUrl from 'virtual:catalogue-pack';
import type { Attribute, Catalogue, LifeEvent } from '@shishobako/concierge-engine/catalogue-schema';
import { type Engine, makeEngine } from '@shishobako/concierge-engine/engine';
import { unpackCatalogue } from '@shishobako/concierge-engine/pack-catalogue';
import type { Plan } from '@shishobako/concierge-engine/plan-types';
import { type Suggestion, suggestFor } from '@shishobako/concierge-engine/suggest';
import { warmUp } from '@shishobako/concierge-engine/warm-up';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { placesOf } from './cards.ts';
import { withLetterTypes } from './document-types.ts';
import type { Kept } from './kept.ts';

export type ConciergeError = { kind: 'call.offline' } | { kind: 'catalogue.broken' } | { kind: 'plan.input'; paths: readonly string[] };
export type Concierge = {
  readonly catalogue: Catalogue;
  readonly model: ReadonlyMap<string, Attribute>;
  readonly events: ReadonlyMap<string, LifeEvent>;
  readonly names: ReadonlyMap<string, { readonly ja: string; readonly en: string }>;
  plan(kept: Kept, today: string): Result<Plan, ConciergeError>;
  suggest(letter: Kept['arrived'][number], inPlan: readonly string[]): readonly Suggestion[];
};

function makeConcierge(engine: Engine, given: Catalogue): Concierge {
  const catalogue = withLetterTypes(given);
  const events = new Map(catalogue.lifeEvents.map((event) => [event.id, event]));
  return {
    catalogue,
    model: new Map(catalogue.attributes.map((attribute) => [attribute.path, attribute])),
    events,
    names: new Map(catalogue.procedures.map((procedure) => [procedure.id, procedure.name])),
    plan(kept, today) {
      const asEmployer =
        kept.events.length > 0 && kept.events.every((id) => events.get(id)?.type === 'BusinessEvent' && id.startsWith('employee-'));
      const result = engine.plan({
        context: { ...kept.facts, ...(asEmployer && { actor: 'employer' }) },
        events: kept.events,
        asOf: today,
        answers: placesOf(kept.events),
        choices: kept.choices,
        held: kept.arrived.map((letter) => letter.evidence),
        predict: kept.predict,
      });
      if (result.ok) return ok(result.value);
      return err({ kind: 'plan.input', paths: result.error.problems.flatMap((problem) => problem.id ?? []) });
    },
    suggest: (letter, inPlan) =>
      suggestFor(catalogue, { document: letter.document, evidenceType: letter.evidence }, [], inPlan).suggestions,
  };
}

export async function fetchConcierge(): Promise<Result<Concierge, ConciergeError>> {
  const response = await fetch(packUrl).catch(() => undefined);
  if (!response?.ok) return err({ kind: 'call.offline' });
  const read = await unpackCatalogue(new Uint8Array(await response.arrayBuffer()), { trusted: true });
  if (!read.ok) return err({ kind: 'catalogue.broken' });
  const engine = makeEngine(read.value);
  if (!engine.ok) return err({ kind: 'catalogue.broken' });
  void warmUp(engine.value, read.value);
  return ok(makeConcierge(engine.value, read.value));
}

let loading: ReturnType<typeof fetchConcierge> | undefined;
/** One for the page's life; a failed load is tried again the next time. */
export async function loadConcierge(): ReturnType<typeof fetchConcierge> {
  loading ??= fetchConcierge();
  const loaded = await loading;
  if (!loaded.ok) loading = undefined;
  return loaded;
}
