// A clerk's word counts: a correction replaces what the rules said, for that notice and for later ones of the same source and title.
import type { Notice } from './collect.ts';
import { normalise } from './normalise.ts';

export type Correction = {
  readonly file: string;
  readonly locator: string | null;
  readonly municipality: string | null;
  readonly title: string;
  readonly by: string;
  readonly at: string;
  readonly relevant?: boolean;
  readonly lifeEvents?: readonly string[];
  readonly procedures?: readonly string[];
  readonly audience?: string | null;
};
export type Reviewed = Notice & {
  readonly review: {
    readonly state: 'confirmed' | 'corrected' | 'carried-over' | 'open';
    readonly by: string | null;
    readonly at: string | null;
  };
};

/** Titles of yearly notices differ in year, number and round; the rest is the same notice again. */
export const titleKey = (title: string): string =>
  normalise(title).replace(/(?:令和|平成)?\s*(?:\d+|元)年度?|第?\d+[回期号]|\d+月(?:\d+日)?|[\s【】「」()（）・!！]/g, '');

export function applyCorrections(notices: readonly Notice[], corrections: readonly Correction[]): Reviewed[] {
  const exact = new Map(corrections.map((c) => [`${c.file} ${c.locator ?? ''}`, c]));
  const alike = new Map(corrections.map((c) => [`${c.municipality ?? ''} ${titleKey(c.title)}`, c]));
  return notices.map((n) => {
    const own = exact.get(`${n.file} ${n.locator ?? ''}`);
    const earlier = own ?? alike.get(`${n.municipality ?? ''} ${titleKey(n.title)}`);
    if (earlier === undefined) return { ...n, review: { state: 'open', by: null, at: null } };
    const relevant = earlier.relevant ?? n.relevant;
    const changed: Notice = {
      ...n,
      relevant,
      lifeEvents: relevant ? (earlier.lifeEvents ?? n.lifeEvents) : [],
      procedures: relevant ? (earlier.procedures ?? n.procedures) : [],
      audience: earlier.audience === undefined ? n.audience : earlier.audience,
      confidence: own === undefined ? Math.max(n.confidence, 0.95) : 1,
    };
    const same =
      earlier.relevant === undefined &&
      earlier.lifeEvents === undefined &&
      earlier.procedures === undefined &&
      earlier.audience === undefined;
    return {
      ...changed,
      review: { state: own === undefined ? 'carried-over' : same ? 'confirmed' : 'corrected', by: earlier.by, at: earlier.at },
    };
  });
}
