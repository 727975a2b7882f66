// Calendar days as ISO text and whole-day arithmetic, so that no time zone can move a deadline.
// Periods in months and years end as Civil Code 143 says: the day before the same day, or the last day of a month without one.

export type IsoDate = string;
export type Unit = 'day' | 'week' | 'month' | 'year';
type Civil = { year: number; month: number; day: number };

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
export const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
export const daysInMonth = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : (DAYS[month - 1] ?? 0));

export function isIsoDate(text: unknown): text is IsoDate {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const { year, month, day } = civil(text);
  return year >= 1800 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

export const civil = (iso: IsoDate): Civil => ({
  year: Number(iso.slice(0, 4)),
  month: Number(iso.slice(5, 7)),
  day: Number(iso.slice(8, 10)),
});

export const iso = (year: number, month: number, day: number): IsoDate =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** Days since 1970-01-01. */
export const dayNumber = (date: IsoDate): number => {
  const { year, month, day } = civil(date);
  return Math.round(Date.UTC(year, month - 1, day) / 86_400_000);
};

export const fromDayNumber = (n: number): IsoDate => new Date(n * 86_400_000).toISOString().slice(0, 10);
export const addDays = (date: IsoDate, n: number): IsoDate => fromDayNumber(dayNumber(date) + n);
export const daysBetween = (from: IsoDate, to: IsoDate): number => dayNumber(to) - dayNumber(from);

/** The same day n months later, clipped to the last day of a shorter month. */
export function addMonths(date: IsoDate, n: number): IsoDate {
  const { year, month, day } = civil(date);
  const index = year * 12 + (month - 1) + n;
  const y = Math.floor(index / 12);
  const m = (index % 12) + 1;
  return iso(y, m, Math.min(day, daysInMonth(y, m)));
}

export function add(date: IsoDate, n: number, unit: Unit): IsoDate {
  if (unit === 'day') return addDays(date, n);
  if (unit === 'week') return addDays(date, n * 7);
  return addMonths(date, unit === 'month' ? n : n * 12);
}

/** Last day of a period of n units whose first day is `start` (Civil Code 143). */
export function periodEnd(start: IsoDate, n: number, unit: Unit): IsoDate {
  if (unit === 'day') return addDays(start, n - 1);
  if (unit === 'week') return addDays(start, n * 7 - 1);
  const { day } = civil(start);
  const later = addMonths(start, unit === 'month' ? n : n * 12);
  return civil(later).day === day ? addDays(later, -1) : later;
}

export const endOfMonth = (date: IsoDate): IsoDate => {
  const { year, month } = civil(date);
  return iso(year, month, daysInMonth(year, month));
};

export const startOfNextMonth = (date: IsoDate): IsoDate => {
  const { year, month } = civil(date);
  return month === 12 ? iso(year + 1, 1, 1) : iso(year, month + 1, 1);
};

/** The n-th birthday; 29 February becomes 1 March in a common year, so that the day before is the last of February. */
export function birthday(birth: IsoDate, n: number): IsoDate {
  const { year, month, day } = civil(birth);
  return month === 2 && day === 29 && !isLeap(year + n) ? iso(year + n, 3, 1) : iso(year + n, month, day);
}

/** Age as the law counts it: a year is added at the end of the day before the birthday (Act on Calculation of Ages). */
export function legalAge(birth: IsoDate, on: IsoDate): number {
  const years = civil(on).year - civil(birth).year;
  for (let n = years + 1; n > 0; n--) if (addDays(birthday(birth, n), -1) <= on) return n;
  return 0;
}

/** Completed calendar months. */
export function fullMonths(birth: IsoDate, on: IsoDate): number {
  const a = civil(birth);
  const b = civil(on);
  return Math.max(0, (b.year - a.year) * 12 + (b.month - a.month) - (b.day < a.day ? 1 : 0));
}
