// The calendar day in Japan of a date as feeds and mails write it.

/** YYYY-MM-DD; undefined when the text is no date. */
export function japanDayOf(date: string): string | undefined {
  const at = Date.parse(date);
  return Number.isNaN(at) ? undefined : new Date(at + 9 * 3_600_000).toISOString().slice(0, 10);
}
