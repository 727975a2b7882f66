// At most so many tries in a window, counted for each person: guessing must not pay (security sheet §2 row 07).
import type { Clock } from '@shishobako/kernel/clock';

/** `take(who)` is false once `max` tries were made within the window. */
export function makeQuota(clock: Clock, max: number, windowMs: number): (who: string) => boolean {
  const seen = new Map<string, { since: number; count: number }>();
  return (who) => {
    const now = clock();
    if (seen.size > 100_000) for (const [key, entry] of seen) if (now - entry.since >= windowMs) seen.delete(key);
    const known = seen.get(who);
    const entry = known && now - known.since < windowMs ? known : { since: now, count: 0 };
    entry.count++;
    seen.set(who, entry);
    return entry.count <= max;
  };
}
