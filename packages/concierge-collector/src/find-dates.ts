// Days written in any Japanese way, with the year resolved: era, western, abbreviated era, or none (from weekday, range, publication).
import { civil, dayNumber, daysInMonth, type IsoDate, isIsoDate, iso } from '@shishobako/concierge-engine/calendar';

/** A day found in normalised text. `weekday` says the text names one; `yearGiven` that it is not resolved from elsewhere. */
export type FoundDate = {
  readonly date: IsoDate;
  readonly from: number;
  readonly to: number;
  readonly raw: string;
  readonly yearGiven: boolean;
  readonly weekday: boolean;
};

export const ERAS: Readonly<Record<string, number>> = {
  令和: 2018,
  R: 2018,
  平成: 1988,
  H: 1988,
  昭和: 1925,
  S: 1925,
  大正: 1911,
  T: 1911,
};
const WEEK = '日月火水木金土';

const YEAR = String.raw`(?:(令和|平成|昭和|大正|[RHST](?=[\d元.]))\s*(元|\d{1,2})\s*(?:年|[./-])|((?:19|20)\d{2})\s*(?:年|[./-])|(?<![\d年])(\d{1,2})年(?=\d{1,2}月))(?:\s*[(（][^)）]{2,8}年[)）])?\s*`;
/** A day of a month, or the month’s end (6月末). */
const MONTH_DAY = String.raw`(\d{1,2})\s*(?:(?:月|[./-])\s*(\d{1,2})(?:日|(?!\d))|月(末)日?)`;
const WEEKDAY = String.raw`(?:\s*[(（]\s*([日月火水木金土])(?:曜日?)?(?:[・･、,／/ ]?[^)）\d]{0,8})?[)）])?`;
const PATTERN = new RegExp(`(?:${YEAR})?${MONTH_DAY}${WEEKDAY}`, 'g');

export type YearHints = { readonly published: IsoDate | undefined; readonly fiscalYear: number | undefined };

/** The fiscal year a text speaks of (令和8年度). */
export function fiscalYearIn(text: string): number | undefined {
  const m = /(令和|平成|R|H)\s*(元|\d{1,2})\s*年度/.exec(text) ?? /()((?:19|20)\d{2})\s*年度/.exec(text);
  if (m === null) return undefined;
  const year = m[2] === '元' ? 1 : Number(m[2]);
  return m[1] === '' || m[1] === undefined ? year : (ERAS[m[1]] ?? 0) + year;
}

/** In the order of the text, which must be normalised; days no calendar has, and such whose year cannot be told, are left out. */
export function findDates(text: string, hints: YearHints): FoundDate[] {
  const found: FoundDate[] = [];
  // “7年1月10日” goes on in the era named before it, else in the present one.
  let running = ERAS['令和'] ?? 0;
  for (const m of text.matchAll(PATTERN)) {
    const [whole, era, eraYear, western, bare, monthText, dayText, end, weekday] = m;
    const [month, named] = [Number(monthText), end === undefined ? Number(dayText) : 28];
    const separator = whole.replace(/^.*?\d/, '');
    if (era !== undefined) running = ERAS[era] ?? running;
    const written =
      era !== undefined
        ? running + (eraYear === '元' ? 1 : Number(eraYear))
        : western !== undefined
          ? Number(western)
          : bare !== undefined
            ? running + Number(bare)
            : undefined;
    // “4/1” and “3-2” are days only with a year or a weekday beside them.
    const previous = found.at(-1);
    const joined = previous !== undefined && JOINS.test(text.slice(previous.to, m.index)) ? previous : undefined;
    if (written === undefined && !/月/.test(whole) && weekday === undefined && !isSlashDay(text, m.index, whole, joined)) continue;
    if (month < 1 || month > 12 || named < 1 || named > 31 || separator === undefined) continue;
    const said =
      written === undefined ? /(翌年|来年|明年|同年|今年|本年)(?:の)?\s*$/.exec(text.slice(Math.max(0, m.index - 5), m.index)) : null;
    // “新築した年の翌年1月31日” is no day of the calendar.
    if (said?.[1] === '翌年' && /年度?の(?:翌年)?(?:の)?\s*$/.test(text.slice(0, m.index - said[0].length))) continue;
    const year = written ?? saidYear(said?.[1], previous?.date, hints) ?? resolveYear(month, named, weekday, hints, joined?.date);
    if (year === undefined || named > daysInMonth(year, month)) continue;
    const day = end === undefined ? named : daysInMonth(year, month);
    found.push({
      date: iso(year, month, day),
      from: m.index - (said?.[0].length ?? 0),
      to: m.index + whole.length,
      raw: whole,
      yearGiven: written !== undefined,
      weekday: weekday !== undefined,
    });
  }
  return withBareDays(text, found);
}

/** “3/29と4/5の日曜日”, “5/25~6/5”: another day, a range or a weekday follows; “工事費の1/2まで” is a share. */
function isSlashDay(text: string, at: number, whole: string, joined: FoundDate | undefined): boolean {
  if (!/^\d{1,2}\/\d{1,2}$/.test(whole.trim()) || !/(?:^|[\s(（、。:：~・とがは])$/.test(text.slice(0, at))) return false;
  const after = text.slice(at + whole.length);
  return joined !== undefined || /^\s*(?:(?:と|、|・|から)\s*\d{1,2}\/\d|~|から|まで|必着|締|の?[日月火水木金土]曜)/.test(after);
}

/** What stands between two days of one range or list: “8時30分から”, “(必着)・”; a clause between them parts them. */
const JOINS = /^[^。\n、はがで]{0,14}(?:~|から|より)\s*$|^(?:[^。\n、]{0,3}|[(（][^)）\n]{1,10}[)）])(?:・|、|及び|と|または)\s*$/;

/** “15日（水）” after “4月6日（月）~” belongs to the same month. */
function withBareDays(text: string, dates: readonly FoundDate[]): FoundDate[] {
  const more: FoundDate[] = [];
  for (const d of dates) {
    const rest = text.slice(d.to, d.to + 24);
    const m =
      /^(\s*(?:\d{1,2}(?::\d{2}|時\d{0,2}分?)\s*)?(?:~|から|・|、|と|または)\s*(?:同月|翌日?)?)(\d{1,2})(?:日(?!間)(?:\s*[(（]([日月火水木金土])[^)）]{0,8}[)）])?|\s*[(（]([日月火水木金土])(?:曜日?)?[)）])/.exec(
        rest,
      );
    if (m === null) continue;
    const { year, month } = civil(d.date);
    const date = iso(year, month, Number(m[2]));
    const from = d.to + (m[1]?.length ?? 0);
    if (isIsoDate(date))
      more.push({
        date,
        from,
        to: d.to + m[0].length,
        raw: m[0].slice(m[1]?.length),
        yearGiven: d.yearGiven,
        weekday: (m[3] ?? m[4]) !== undefined,
      });
  }
  return [...dates, ...more].sort((a, b) => a.from - b.from);
}

/** 翌年 and 同年 go by the date before them, else by the notice; 来年 and 今年 always by the notice. */
function saidYear(word: string | undefined, previous: IsoDate | undefined, hints: YearHints): number | undefined {
  const own = hints.published === undefined ? hints.fiscalYear : civil(hints.published).year;
  const before = previous === undefined ? own : civil(previous).year;
  if (word === '翌年') return before === undefined ? undefined : before + 1;
  if (word === '同年') return before;
  return own === undefined || word === undefined ? undefined : word === '来年' || word === '明年' ? own + 1 : own;
}

const weekdayOf = (date: IsoDate): string => WEEK[(((dayNumber(date) + 4) % 7) + 7) % 7] ?? '';

function resolveYear(
  month: number,
  day: number,
  weekday: string | undefined,
  hints: YearHints,
  after: IsoDate | undefined,
): number | undefined {
  if (after !== undefined) {
    const { year } = civil(after);
    const same = iso(year, month, Math.min(day, daysInMonth(year, month)));
    return same >= after ? year : year + 1;
  }
  const base = hints.published ?? (hints.fiscalYear === undefined ? undefined : iso(hints.fiscalYear, 4, 1));
  if (base === undefined) return undefined;
  const around = [-1, 0, 1].map((n) => civil(base).year + n);
  const candidates = around.filter(
    (y) => day <= daysInMonth(y, month) && (weekday === undefined || weekdayOf(iso(y, month, day)) === weekday),
  );
  const within = hints.fiscalYear;
  if (within !== undefined) {
    const year = month >= 4 ? within : within + 1;
    if (candidates.includes(year) && hints.published === undefined) return year;
  }
  // Notices speak of what is near and mostly ahead: from two months back to ten months on.
  const distance = (y: number): number => {
    const days = dayNumber(iso(y, month, day)) - dayNumber(base);
    return days < -75 ? 1000 - days : Math.abs(days);
  };
  const list = candidates.length > 0 ? candidates : around.filter((y) => day <= daysInMonth(y, month));
  return list.reduce<number | undefined>((best, y) => (best === undefined || distance(y) < distance(best) ? y : best), undefined);
}

/** The month of the issue or the page (令和8年9月号, 2026年11月号, （令和8年6月）), as its first day: it tells the year of the dates. */
export function issueMonthIn(head: string): IsoDate | undefined {
  const m = /(?:(令和|R)\s*(元|\d{1,2})|((?:19|20)\d{2}))\s*[年.]\s*(\d{1,2})月\s*(?:号|[)）\]］】]|版)/.exec(head);
  if (m === null) return undefined;
  const year = m[3] !== undefined ? Number(m[3]) : (ERAS[m[1] ?? ''] ?? 0) + (m[2] === '元' ? 1 : Number(m[2]));
  const date = iso(year, Number(m[4]), 1);
  return isIsoDate(date) ? date : undefined;
}

/** When the notice was published, as it says itself. */
export function publishedIn(text: string): IsoDate | undefined {
  const hints: YearHints = { published: undefined, fiscalYear: undefined };
  const dates = findDates(text, hints).filter((d) => d.yearGiven);
  const near = (d: FoundDate): boolean =>
    /(?<!日)(?:更新日?|掲載日?|公開日?|発行日?|登録日|作成日|最終更新|発信日?|配信日?)[\s:：]*$/.test(
      text.slice(Math.max(0, d.from - 12), d.from),
    ) || /^\s*(?:更新|掲載|公開|発行|発信|配信|号(?!外)|現在の情報)/.test(text.slice(d.to, d.to + 8));
  const marked = dates.find(near);
  if (marked !== undefined) return marked.date;
  // “8月14日更新”: the year is that of the first full date.
  const short = findDates(text, { published: dates[0]?.date, fiscalYear: undefined }).find(
    (d) => !d.yearGiven && /^\s*(?:更新|掲載)/.test(text.slice(d.to, d.to + 4)),
  );
  if (short !== undefined) return short.date;
  // An official notice dates itself on a line of its own; so does a page, in its first lines or its last.
  const lines = dates.filter(
    (d) =>
      /(?:^|\n)[ \t]*$/.test(text.slice(0, d.from)) &&
      /^[ \t]*(?:[^\n。、\d]{0,8}[市区町村](?:長|役所|役場)?[^\n。、\d]{0,8})?(?:\n|$)/.test(text.slice(d.to)),
  );
  if (/(?:告示|公告|公示|訓令)/.test(text.slice(0, 60))) return lines[0]?.date;
  const linesIn = (part: string): number => part.split('\n').filter((l) => l.trim() !== '').length;
  return lines.find((d) => linesIn(text.slice(0, d.from)) <= 3 || linesIn(text.slice(d.to)) <= 2)?.date;
}
