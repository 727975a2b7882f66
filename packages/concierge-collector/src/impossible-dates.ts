// Days written in a source that no calendar has (2月30日, 13月1日): named with their line, never bent to a day that exists.
import { daysInMonth } from '@shishobako/concierge-engine/calendar';
import { ERAS } from './find-dates.ts';
import { normalise } from './normalise.ts';

const DAY = /(?:(令和|平成|昭和)(\d{1,2})年|((?:19|20)\d{2})年)?(\d{1,2})月(\d{1,2})日/g;
/** More than a page of them says the same thing. */
const ENOUGH = 20;

export function impossibleDates(text: string): { readonly line: number; readonly detail: string }[] {
  const found: { line: number; detail: string }[] = [];
  text.split('\n').forEach((raw, at) => {
    if (found.length >= ENOUGH || !raw.includes('月')) return;
    for (const [whole, era, eraYear, western, month, day] of normalise(raw.slice(0, 20_000)).matchAll(DAY)) {
      // Without a year the 29th of February may be.
      const year = western !== undefined ? Number(western) : era !== undefined ? (ERAS[era] ?? 0) + Number(eraYear) : 2024;
      const [m, d] = [Number(month), Number(day)];
      if ((m < 1 || m > 12 || d < 1 || d > daysInMonth(year, m)) && found.length < ENOUGH) found.push({ line: at + 1, detail: whole });
    }
  });
  return found;
}
