// A few choices side by side, one of them taken: filters and the like.
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { Option } from './select.tsx';

export function Segmented<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
}) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys.has(option.value));
        if (chosen) onChange(chosen.value);
      }}
      className="inline-flex flex-wrap gap-2"
    >
      {options.map((option) => (
        <ToggleButton
          key={option.value}
          id={option.value}
          className="min-h-11 cursor-pointer rounded-full border border-solid-gray-600 bg-white px-4 text-[0.9375rem] leading-130 hover:border-black data-[selected]:border-blue-900 data-[selected]:bg-blue-900 data-[selected]:font-bold data-[selected]:text-white"
        >
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
