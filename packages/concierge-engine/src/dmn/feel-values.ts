// FEEL values to and from JSON: numbers, text, booleans, lists and contexts as they are, temporals as their ISO text.
import {
  date,
  dateAndTime,
  duration,
  FeelDate,
  FeelDateTime,
  FeelDuration,
  type FeelRange,
  FeelTime,
  isFunction,
  isRange,
  parseDate,
  parseDateTime,
  parseTime,
  time,
} from 'feelin';

export function toJson(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof FeelDuration) return value.yearsMonths ? monthsText(value) : value.toString();
  if (value instanceof FeelTime || value instanceof FeelDateTime) return value.toString().replace(/[+-]00:00$/, 'Z');
  if (value instanceof FeelDate) return value.toString();
  if (isRange(value)) return rangeText(value);
  if (isFunction(value) || typeof value === 'function') return null;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, toJson(v)]));
  return value;
}

/** Whole years and months; a rest of days is not part of such a duration. */
function monthsText(d: FeelDuration): string {
  const total = d.value.years * 12 + d.value.months;
  const [years, months] = [Math.trunc(Math.abs(total) / 12), Math.abs(total) % 12];
  if (total === 0) return 'P0M';
  return `${total < 0 ? '-' : ''}P${years === 0 ? '' : `${years}Y`}${months === 0 ? '' : `${months}M`}`;
}

const rangeText = (r: FeelRange): string =>
  `${r['start included'] ? '[' : '('}${String(toJson(r.start) ?? '')}..${String(toJson(r.end) ?? '')}${r['end included'] ? ']' : ')'}`;

/** Text written for a temporal type, read as it; anything else unchanged. */
export function readAs(type: string | undefined, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  switch (type) {
    case 'date':
      return parseDate(value) ?? date(value);
    case 'time':
      return parseTime(value) ?? time(value);
    case 'dateTime':
    case 'date and time':
      return parseDateTime(value) ?? dateAndTime(value);
    case 'duration':
    case 'days and time duration':
    case 'years and months duration':
      return duration(value);
    default:
      return value;
  }
}

export function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case 'number':
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'date':
      return value instanceof FeelDate;
    case 'time':
      return value instanceof FeelTime;
    case 'date and time':
    case 'dateTime':
      return value instanceof FeelDateTime;
    case 'days and time duration':
    case 'dayTimeDuration':
      return value instanceof FeelDuration && !value.yearsMonths;
    case 'years and months duration':
    case 'yearMonthDuration':
      return value instanceof FeelDuration && value.yearsMonths;
    case 'context':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'function':
      return isFunction(value) || typeof value === 'function';
    default:
      return true;
  }
}
