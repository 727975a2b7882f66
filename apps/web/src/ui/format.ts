// Dates, times, money and sizes as people here write them. Times are Japan's, wherever the device is.
import type { Bilingual } from '@shishobako/contracts/primitives';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type Lang, languageOf } from '../i18n/start-i18n.ts';

const zone = 'Asia/Tokyo';
const locale = (lang: Lang): string => (lang === 'ja' ? 'ja-JP' : 'en-GB');

const parts = (lang: Lang, time: Date, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale(lang), { timeZone: zone, ...options }).format(time);

/** 2026年11月20日（金） · Fri, 20 November 2026 */
export function formatDate(lang: Lang, value: string): string {
  const time = new Date(value);
  if (lang === 'en') return parts(lang, time, { weekday: 'short', year: 'numeric', month: 'long', day: 'numeric' });
  return `${parts(lang, time, { year: 'numeric', month: 'long', day: 'numeric' })}（${parts(lang, time, { weekday: 'short' })}）`;
}

/** 14:02 */
export const formatTime = (lang: Lang, value: string): string =>
  parts(lang, new Date(value), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** 14:02:09, where the order of events matters. */
export const formatClock = (lang: Lang, value: string): string =>
  parts(lang, new Date(value), { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

export const formatDateTime = (lang: Lang, value: string): string => `${formatDate(lang, value)} ${formatTime(lang, value)}`;

const day = (value: Date): string => parts('ja', value, { year: 'numeric', month: '2-digit', day: '2-digit' });

/** Short form for rows: the time today, month and day this year, all of it before. */
export function formatRowDate(lang: Lang, value: string, now: number): string {
  const time = new Date(value);
  if (day(time) === day(new Date(now))) return formatTime(lang, value);
  const sameYear = parts('ja', time, { year: 'numeric' }) === parts('ja', new Date(now), { year: 'numeric' });
  if (lang === 'en') return parts(lang, time, { month: 'short', day: 'numeric', ...(!sameYear && { year: 'numeric' }) });
  return parts(lang, time, { month: 'long', day: 'numeric', ...(!sameYear && { year: 'numeric' }) });
}

/** Whole days from now until then, by the calendar in Japan. */
export function daysUntil(value: string, now: number): number {
  const midnight = (time: Date): number =>
    Date.parse(`${parts('en', time, { year: 'numeric', month: '2-digit', day: '2-digit' }).split('/').reverse().join('-')}T00:00:00Z`);
  return Math.round((midnight(new Date(value)) - midnight(new Date(now))) / 86_400_000);
}

/** 2026年11月 · November 2026, from YYYY-MM. */
export const formatMonth = (lang: Lang, value: string): string =>
  new Intl.DateTimeFormat(locale(lang), { timeZone: 'UTC', year: 'numeric', month: 'long' }).format(new Date(`${value}-01T00:00:00Z`));

export const formatNumber = (lang: Lang, value: number): string => new Intl.NumberFormat(locale(lang)).format(value);

/** 1,234円 · ¥1,234 */
export const formatYen = (lang: Lang, value: number): string =>
  lang === 'ja' ? `${formatNumber(lang, value)}円` : `¥${formatNumber(lang, value)}`;

export function formatBytes(t: TFunction<'ui'>, bytes: number): string {
  if (bytes < 1024) return t('bytes.b', { n: bytes });
  if (bytes < 1024 * 1024) return t('bytes.kb', { n: Math.round(bytes / 1024) });
  return t('bytes.mb', { n: (bytes / 1024 / 1024).toFixed(1) });
}

export const say = (lang: Lang, text: Bilingual): string => text[lang];

/** The language at hand, and the functions bound to it. */
export function useFormat() {
  const { i18n, t } = useTranslation('ui');
  const lang = languageOf(i18n);
  return {
    lang,
    say: (text: Bilingual) => say(lang, text),
    date: (value: string) => formatDate(lang, value),
    time: (value: string) => formatTime(lang, value),
    clock: (value: string) => formatClock(lang, value),
    dateTime: (value: string) => formatDateTime(lang, value),
    rowDate: (value: string) => formatRowDate(lang, value, Date.now()),
    month: (value: string) => formatMonth(lang, value),
    number: (value: number) => formatNumber(lang, value),
    yen: (value: number) => formatYen(lang, value),
    bytes: (value: number) => formatBytes(t, value),
  };
}
