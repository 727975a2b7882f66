// Answers as large buttons and boxes: one press on a phone, one key with a remote control.
import { Button as AriaButton, Checkbox } from 'react-aria-components';
import { Icon } from '../../../ui/icon.tsx';

export function BigButton({ children, chosen = false, onPress }: { children: React.ReactNode; chosen?: boolean; onPress: () => void }) {
  return (
    <AriaButton
      data-row=""
      onPress={onPress}
      className={`flex min-h-14 w-full cursor-pointer items-center justify-between gap-3 rounded-12 border bg-white px-5 py-3 text-left text-std-17N-170 hover:border-blue-900 hover:bg-blue-50 ${
        chosen ? 'border-2 border-blue-900 font-bold' : 'border-solid-gray-600'
      }`}
    >
      <span>{children}</span>
      {chosen && <Icon name="check" className="size-5 text-blue-900" />}
    </AriaButton>
  );
}

export function BigCheck({ label, value, onChange }: { label: string; value: boolean; onChange: (value: boolean) => void }) {
  return (
    <Checkbox
      isSelected={value}
      onChange={onChange}
      className="group flex min-h-14 w-full cursor-pointer items-center gap-4 rounded-12 border border-solid-gray-600 bg-white px-4 py-3 text-std-17N-170 hover:border-blue-900 hover:bg-blue-50 data-[focus-visible]:outline-4 data-[selected]:border-2 data-[selected]:border-blue-900"
    >
      <CheckMark />
      {label}
    </Checkbox>
  );
}

/** Inside a react-aria Checkbox with the class `group`. */
export const CheckMark = () => (
  <span
    aria-hidden="true"
    className="flex size-7 shrink-0 items-center justify-center rounded-6 border-2 border-solid-gray-600 bg-white text-white group-data-[selected]:border-blue-900 group-data-[selected]:bg-blue-900"
  >
    <Icon name="check" className="size-5 opacity-0 group-data-[selected]:opacity-100" />
  </span>
);
