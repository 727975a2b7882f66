// Days on which a public office is closed: weekends, national holidays, 29 December to 3 January
// (Local Autonomy Act 4-2, Act on Holidays of Administrative Organs 1).
import holidayModule from '@holiday-jp/holiday_jp';
import { addDays, dayNumber, type IsoDate } from './calendar.ts';
import type { Bilingual } from './text.ts';

type HolidayEntry = { name: string; name_en: string };
type HolidayTable = { holidays: Record<string, HolidayEntry | undefined> };

// The package is CommonJS: Node hands over the exports object, bundlers its default.
const table = (module: HolidayTable | { default: HolidayTable }): HolidayTable => ('holidays' in module ? module : module.default);
const { holidays } = table(holidayModule);

/** Why the day is closed, or undefined when it is an ordinary working day. */
export function closedBecause(date: IsoDate): Bilingual | undefined {
  const holiday = holidays[date];
  if (holiday !== undefined) return { ja: holiday.name, en: holiday.name_en };
  const monthDay = date.slice(5);
  if (monthDay >= '12-29' || monthDay <= '01-03') return { ja: '年末年始', en: 'New Year closing' };
  const weekday = (dayNumber(date) + 4) % 7;
  if (weekday === 0) return { ja: '日曜日', en: 'Sunday' };
  if (weekday === 6) return { ja: '土曜日', en: 'Saturday' };
  return undefined;
}

export function nextOpenDay(date: IsoDate): IsoDate {
  let day = date;
  while (closedBecause(day) !== undefined) day = addDays(day, 1);
  return day;
}
