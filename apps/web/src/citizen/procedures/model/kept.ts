// What is kept on the device for 手続き: the person's facts, the running plan's events, answers put off, choices and ticks. A value; every
// change makes a new one. The schema is the border: what a file or an older version brings is checked here.
import { isRecord } from '@shishobako/kernel/record';
import { z } from 'zod';

const Facts = z.record(z.string(), z.unknown());
const Ids = z.array(z.string().max(200)).max(2_000);

export const Kept = z.strictObject({
  v: z.literal('procedures/v1'),
  /** Filled from a fictional sample, and which. */
  sample: z.string().nullable(),
  /** `person`, `household`, `events` of the attribute model. */
  facts: Facts,
  /** Life events of the running plan; none: no plan. */
  events: Ids,
  /** Cards answered, in the order answered. */
  answered: Ids,
  /** Cards put off. */
  later: Ids,
  choices: z.strictObject({ alternatives: Ids, leftOut: Ids, done: Ids, members: z.record(z.string(), z.int().min(0)) }),
  predict: z.boolean(),
  /** Letters whose procedures have been suggested and dismissed or taken. */
  suggested: Ids,
  /** Letters opened on this device that procedures can use. */
  arrived: z.array(z.strictObject({ document: z.string(), evidence: z.string(), title: z.string().max(500) })).max(500),
  /** For the home screen, so that it need not load the engine. */
  summary: z
    .strictObject({
      left: z.int(),
      next: z.strictObject({ id: z.string(), ja: z.string(), en: z.string(), due: z.string().nullable() }).nullable(),
    })
    .nullable(),
});
export type Kept = z.infer<typeof Kept>;
export type Facts = z.infer<typeof Facts>;

const noChoices: Kept['choices'] = { alternatives: [], leftOut: [], done: [], members: {} };
export const emptyKept: Kept = {
  v: 'procedures/v1',
  sample: null,
  facts: {},
  events: [],
  answered: [],
  later: [],
  choices: noChoices,
  predict: true,
  suggested: [],
  arrived: [],
  summary: null,
};

export const factAt = (facts: Facts, path: string): unknown =>
  path.split('.').reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), facts);

/** A copy with the fact set; `undefined` takes it out. */
export function withFact(facts: Facts, path: string, value: unknown): Facts {
  const [head = '', ...rest] = path.split('.');
  const { [head]: before, ...others } = facts;
  if (rest.length === 0) return value === undefined ? others : { ...others, [head]: value };
  return { ...others, [head]: withFact(isRecord(before) ? before : {}, rest.join('.'), value) };
}

const without = (list: readonly string[], id: string): string[] => list.filter((other) => other !== id);
const toggled = (list: readonly string[], id: string, on: boolean): string[] => (on ? [...without(list, id), id] : without(list, id));

export const beginEvent = (kept: Kept, event: string): Kept => ({ ...kept, events: toggled(kept.events, event, true), later: [] });
export const endPlan = (kept: Kept): Kept => ({
  ...kept,
  events: [],
  answered: [],
  later: [],
  choices: noChoices,
  summary: null,
  // What was told about the events of this plan goes with it; what is true of the person stays.
  facts: withFact(kept.facts, 'events', undefined),
});

export function answer(kept: Kept, card: string, values: Readonly<Record<string, unknown>>): Kept {
  const facts = Object.entries(values).reduce((at, [path, value]) => withFact(at, path, value), kept.facts);
  return { ...kept, facts, answered: toggled(kept.answered, card, true), later: without(kept.later, card) };
}
export const putOff = (kept: Kept, card: string): Kept => ({
  ...kept,
  later: toggled(kept.later, card, true),
  answered: without(kept.answered, card),
});
export const tick = (kept: Kept, id: string, on: boolean): Kept => ({
  ...kept,
  choices: { ...kept.choices, done: toggled(kept.choices.done, id, on) },
});
export const leaveOut = (kept: Kept, id: string, on: boolean): Kept => ({
  ...kept,
  choices: { ...kept.choices, leftOut: toggled(kept.choices.leftOut, id, on), done: without(kept.choices.done, id) },
});
/** One of a group; undefined leaves it open again. */
export const choose = (kept: Kept, group: readonly string[], id: string | undefined): Kept => ({
  ...kept,
  choices: {
    ...kept.choices,
    alternatives: [...kept.choices.alternatives.filter((other) => !group.includes(other)), ...(id === undefined ? [] : [id])],
  },
});
export const arrive = (kept: Kept, letter: Kept['arrived'][number]): Kept =>
  kept.arrived.some((known) => known.document === letter.document) ? kept : { ...kept, arrived: [...kept.arrived, letter].slice(-500) };
export const dismiss = (kept: Kept, document: string): Kept => ({ ...kept, suggested: toggled(kept.suggested, document, true) });
