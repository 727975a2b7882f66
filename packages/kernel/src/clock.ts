// Time is injected, so that tests and the conformance port can set it.

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Clock = () => number;
export const systemClock: Clock = () => Date.now();

/** RFC 3339 in UTC with milliseconds, the only form written to the wire and to evidence. */
export const rfc3339 = (ms: number): string => new Date(ms).toISOString();

/** Calendar day in Japan at `ms`, YYYY-MM-DD: the day that deadlines, ages and days of service are counted in. */
export const japanDay = (ms: number): string => rfc3339(ms + 9 * 3_600_000).slice(0, 10);
