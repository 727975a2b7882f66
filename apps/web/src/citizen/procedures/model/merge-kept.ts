// Two devices have changed what is kept since they last agreed (`base`). What only one of them changed is taken; lists of ids take both
// sides' additions and removals; where both changed the same answer, the device the person holds now keeps its own, and says how many.
import { isDeepStrictEqualJson as isSame } from '@shishobako/concierge-engine/json-equal';
import { isRecord } from '@shishobako/kernel/record';
import { Kept } from './kept.ts';

export type Merged = {
  readonly kept: Kept;
  /** Answers that differed on both sides. */
  readonly settled: number;
};

/** Whether both say the same; a summary follows from the rest. */
export const sameKept = (a: Kept, b: Kept): boolean => isSame({ ...a, summary: null }, { ...b, summary: null });

const isIds = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((entry) => typeof entry === 'string');

const mergeIds = (base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] => {
  const removed = base.filter((id) => !mine.includes(id));
  const added = mine.filter((id) => !base.includes(id) && !theirs.includes(id));
  return [...theirs.filter((id) => !removed.includes(id)), ...added];
};

export function mergeKept(base: Kept, mine: Kept, theirs: Kept): Merged | undefined {
  let settled = 0;
  const merge = (was: unknown, here: unknown, there: unknown): unknown => {
    if (isSame(here, there) || isSame(was, there)) return here;
    if (isSame(was, here)) return there;
    if (isRecord(here) && isRecord(there)) {
      const before = isRecord(was) ? was : {};
      const keys = [...new Set([...Object.keys(there), ...Object.keys(here)])];
      const entries = keys.map((key) => [key, merge(before[key], here[key], there[key])] as const);
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    }
    if (isIds(here) && isIds(there)) return mergeIds(isIds(was) ? was : [], here, there);
    settled++;
    return here;
  };
  const letters = new Map([...theirs.arrived, ...mine.arrived].map((letter) => [letter.document, letter]));
  const [was, here, there] = [base, mine, theirs].map((kept) => ({ ...kept, summary: null, arrived: [] }));
  const parsed = Kept.safeParse({
    ...(merge(was, here, there) as object),
    arrived: [...letters.values()].slice(-500),
    summary: null,
  });
  if (!parsed.success) return undefined;
  // A side's summary holds for what that side says, and for no mixture: that one is worked out from the merged plan, where the engine is.
  const side = [mine, theirs].find((kept) => kept.summary !== null && sameKept(parsed.data, kept));
  return { kept: { ...parsed.data, summary: side?.summary ?? null }, settled };
}
