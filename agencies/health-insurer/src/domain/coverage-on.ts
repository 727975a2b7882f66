// Which entry of an insured person's record counts on the day of service (UC-15): a day belongs to the entry that began on or before it and had
// not ended before it, so the last day of the old entry and the first of the new are told apart.
import type { CoverageState } from '@shishobako/contracts/coverage';

export type Entry = {
  readonly symbol: string;
  readonly number: string;
  readonly branch: string;
  /** YYYY-MM-DD, first and last day; null: open. */
  readonly from: string;
  readonly to: string | null;
  readonly suspended: boolean;
};
export type CoverageOnDay = { readonly state: CoverageState; readonly entry: Entry | null };

const newest = (entries: readonly Entry[]): Entry | undefined => entries.toSorted((a, b) => (a.from < b.from ? 1 : -1))[0];

export function coverageOn(entries: readonly Entry[], day: string): CoverageOnDay {
  const current = newest(entries.filter((e) => e.from <= day && (e.to === null || day <= e.to)));
  if (current) return { state: current.suspended ? 'suspended' : 'in-force', entry: current };
  const ended = newest(entries.filter((e) => e.to !== null && e.to < day));
  if (ended) return { state: 'ended', entry: ended };
  const coming = newest(entries.filter((e) => e.from > day));
  return coming ? { state: 'not-begun', entry: coming } : { state: 'unknown', entry: null };
}
