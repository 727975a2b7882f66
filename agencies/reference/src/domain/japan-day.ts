// Days are days in Japan (UTC+9, no summer time), whatever the clock of the machine says.

/** RFC 3339 of 00:00 in Japan on the day `offset` days after `day` (YYYY-MM-DD). */
export const japanDayStart = (day: string, offset: number): string =>
  new Date(Date.parse(`${day}T00:00:00+09:00`) + offset * 86_400_000).toISOString();
