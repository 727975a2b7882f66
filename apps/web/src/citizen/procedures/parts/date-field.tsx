// A day as three numbers, the design system's way: no calendar to page through for a date of birth.
import { japanDay } from '@shishobako/kernel/clock';
import { useId, useState } from 'react';
import { inputClass } from '../../../ui/field.tsx';
import { useWords } from '../words.ts';
import { Counted } from './counted.tsx';

export function parseDay(year: string, month: string, day: string): string | undefined {
  const [y, m, d] = [year, month, day].map((part) => Number(part.normalize('NFKC')));
  if (!y || !m || !d || y < 1900 || y > 2100) return undefined;
  const text = `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
  const time = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== text ? undefined : text;
}

const least = [1900, 1, 1] as const;
const most = [2100, 12, 31] as const;

const units = { ja: ['年', '月', '日'], en: ['Year', 'Month', 'Day'] } as const;

export function DateField({
  label,
  value,
  error,
  onChange,
  autoYear,
}: {
  label: string;
  value: string | undefined;
  error?: string | undefined;
  /** Undefined while it is not a day that exists. */
  onChange: (day: string | undefined) => void;
  /** Filled in from the start where a date near today is expected. */
  autoYear?: string | undefined;
}) {
  const { lang } = useWords();
  const id = useId();
  const [parts, setParts] = useState<[string, string, string]>(() => {
    const [y = autoYear ?? '', m = '', d = ''] = value?.split('-') ?? [];
    return [y, m.replace(/^0/, ''), d.replace(/^0/, '')];
  });
  // Where counting begins: today, or a birth in the middle of a life.
  const now = japanDay(Date.now()).split('-').map(Number);
  const near = autoYear === undefined ? [(now[0] ?? 0) - 40, 1, 1] : now;
  const change = (at: number, text: string): void => {
    const next: [string, string, string] = [...parts];
    next[at] = text;
    setParts(next);
    onChange(parseDay(...next));
  };
  return (
    <fieldset aria-describedby={error === undefined ? undefined : `${id}-error`} className="flex flex-col gap-1.5">
      <legend className="pb-1.5 text-std-17B-170">{label}</legend>
      <div className="flex flex-wrap items-end gap-x-2 gap-y-2 sm:gap-x-4">
        {parts.map((part, at) => (
          <Counted
            key={units.ja[at]}
            label={units[lang][at] ?? ''}
            value={part}
            from={near[at] ?? 1}
            least={least[at] ?? 1}
            most={most[at] ?? 31}
            onChange={(text) => change(at, text)}
          >
            <label className={`flex ${lang === 'ja' ? 'flex-row items-center' : 'flex-col-reverse'} gap-1 sm:gap-1.5 text-std-16N-170`}>
              <input
                value={part}
                inputMode="numeric"
                autoComplete="off"
                maxLength={at === 0 ? 4 : 2}
                aria-invalid={error !== undefined}
                onChange={(event) => change(at, event.target.value)}
                className={`${inputClass} ${at === 0 ? 'max-w-16 sm:max-w-20' : 'max-w-12 sm:max-w-14'} text-center tabular-nums`}
              />
              {units[lang][at]}
            </label>
          </Counted>
        ))}
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="text-[0.9375rem] leading-160 text-red-900">
          ＊{error}
        </p>
      )}
    </fieldset>
  );
}
