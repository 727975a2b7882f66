// When to speak of the end of a certificate: three months before, as long as it can be renewed at the counter (fact sheet §8).
const DAY = 86_400_000;
const WARN_DAYS = 90;

/** Whole days left when there are few, else null. `ends`: milliseconds since 1970, null when unknown. */
export function daysToWarnOf(ends: number | null, now: number): number | null {
  if (ends === null) return null;
  const days = Math.max(0, Math.floor((ends - now) / DAY));
  return days < WARN_DAYS ? days : null;
}
