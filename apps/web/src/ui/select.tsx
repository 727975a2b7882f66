// The platform's own select: best on a phone, with a screen reader and with a remote control.
import { useId } from 'react';
import { Icon } from './icon.tsx';

export type Option<T extends string> = { value: T; label: string };

export function Select<T extends string>({
  label,
  value,
  options,
  onChange,
  hideLabel = false,
  help,
  error,
}: {
  label: string;
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
  hideLabel?: boolean;
  help?: string | undefined;
  error?: string | undefined;
}) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-std-17B-170'}>
        {label}
      </label>
      {help !== undefined && (
        <p id={`${id}-help`} className="text-[0.9375rem] leading-160 text-ink-soft">
          {help}
        </p>
      )}
      <span className="relative inline-flex">
        <select
          id={id}
          value={value}
          aria-invalid={error !== undefined}
          aria-describedby={
            [help !== undefined && `${id}-help`, error !== undefined && `${id}-error`].filter(Boolean).join(' ') || undefined
          }
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
          className="min-h-12 w-full cursor-pointer appearance-none rounded-8 border border-solid-gray-600 aria-invalid:border-red-900 bg-white py-2 pl-3 pr-10 text-base hover:border-black"
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="down" className="pointer-events-none absolute right-2.5 top-1/2 size-5 -translate-y-1/2" />
      </span>
      {error !== undefined && (
        <p id={`${id}-error`} className="text-[0.9375rem] leading-160 text-red-900">
          ＊{error}
        </p>
      )}
    </div>
  );
}
