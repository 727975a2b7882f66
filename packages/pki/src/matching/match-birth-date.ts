// Birth dates as people write them (1980-02-17, 昭和55年2月17日, S55.2.17) against a certificate's, which may lack month or day.
import type { FieldMatch } from './compare-text.ts';

const eras: Readonly<Record<string, readonly [base: number, from: string, to: string]>> = {
  明治: [1867, '1868-01-25', '1912-07-30'],
  大正: [1911, '1912-07-30', '1926-12-25'],
  昭和: [1925, '1926-12-25', '1989-01-07'],
  平成: [1988, '1989-01-08', '2019-04-30'],
  令和: [2018, '2019-05-01', '9999-12-31'],
};
const letters: Readonly<Record<string, string>> = { M: '明治', T: '大正', S: '昭和', H: '平成', R: '令和' };

const isDate = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

const iso = (year: number, month: number, day: number): string | undefined =>
  isDate(year, month, day) ? `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` : undefined;

/** ISO date, or undefined for what is no date or lies outside its era. */
export function readBirthDate(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/\s+/g, '').replace('元年', '1年').toUpperCase();
  const western = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (western) return iso(Number(western[1]), Number(western[2]), Number(western[3]));
  const match = /^(明治|大正|昭和|平成|令和|[MTSHR])(\d{1,2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain);
  const era = match && eras[letters[match[1] ?? ''] ?? match[1] ?? ''];
  if (!match || !era) return undefined;
  const date = iso(era[0] + Number(match[2]), Number(match[3]), Number(match[4]));
  return date && date >= era[1] && date <= era[2] ? date : undefined;
}

/** `certificate`: YYYY-MM-DD with 00 for what nobody knows; then only what is known is compared, and the answer says so. */
export function matchBirthDate(form: string, certificate: string): FieldMatch {
  if (form === certificate && !certificate.slice(5).includes('00')) return { result: 'equal' };
  const date = readBirthDate(form);
  const different: FieldMatch = { result: 'different', difference: { at: 0, form, certificate } };
  if (form === certificate) return { result: 'normalised', steps: unknownParts(certificate) };
  if (date === undefined) return different;
  const known = [0, 5, 8].every((at, i) => {
    const size = i === 0 ? 4 : 2;
    const part = certificate.slice(at, at + size);
    return /^0+$/.test(part) || part === date.slice(at, at + size);
  });
  if (!known) return different;
  const steps = [...(date === form ? [] : (['era'] as const)), ...unknownParts(certificate)];
  return { result: 'normalised', steps };
}

const unknownParts = (certificate: string): ('unknown-month' | 'unknown-day')[] => [
  ...(certificate.slice(5, 7) === '00' ? (['unknown-month'] as const) : []),
  ...(certificate.slice(8, 10) === '00' ? (['unknown-day'] as const) : []),
];
