// Two devices have changed what is kept since they last agreed (`base`). What only one of them changed is taken; lists of ids take both
// sides' additions and removals; where both changed the same answer, the device the person holds now keeps its own, and says how many.
import { isDeepStrictEqualJson as isSame } from '@shishobako/concierge-engine/json-equal';
import { Kept } from './kept.ts';

export type Merged = { readonly kept: Kept /** Answers that differed on both sides. */; readonly settled: number };

type Values = Readonly<Record<string, unknown>>;
const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);
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
    if (isValues(here) && isValues(there)) {
      const before = isValues(was) ? was : {};
      const keys = [...new Set([...Object.keys(there), ...Object.keys(here)])];
      const entries = keys.map((key) => [key, merge(before[key], here[key], there[key])] as const);
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    }
    if (isIds(here) && isIds(there)) return mergeIds(isIds(was) ? was : [], here, there);
    settled++;
    return here;
  };
  const letters = new Map([...theirs.arrived, ...mine.arrived].map((letter) => [letter.document, letter]));
  // The summary is worked out again from the merged plan.
  const [plain, from, to] = [base, mine, theirs].map((kept) => ({ ...kept, summary: null, arrived: [] }));
  const parsed = Kept.safeParse({
    ...(merge(plain, from, to) as object),
    arrived: [...letters.values()].slice(-500),
    summary: isSame(plain, from) ? theirs.summary : mine.summary,
  });
  return parsed.success ? { kept: parsed.data, settled } : undefined;
}
