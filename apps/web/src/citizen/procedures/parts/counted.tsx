// A number that can be typed, and on a television counted up and down: a remote control has no digits (experience sheet, Sizes and states).
import { Button } from 'react-aria-components';
import { isTelevision } from '../../../ui/arrow-keys.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useWords } from '../words.ts';

type Props = {
  label: string;
  value: string;
  /** What the first press gives. */
  from: number;
  least: number;
  most: number;
  onChange: (text: string) => void;
  children: React.ReactNode;
};

export function Counted({ label, value, from, least, most, onChange, children }: Props) {
  const { t } = useWords();
  if (!isTelevision()) return children;
  const now = Number(value.normalize('NFKC'));
  const isThere = value.trim() !== '' && Number.isInteger(now);
  const count = (by: 1 | -1): void => onChange(String(isThere ? Math.min(most, Math.max(least, now + by)) : from));
  const step = (by: 1 | -1) => (
    <Button
      aria-label={t(by > 0 ? 'ask.more' : 'ask.less', { label })}
      onPress={() => count(by)}
      className="flex size-12 cursor-pointer items-center justify-center rounded-8 border border-solid-gray-600 bg-white text-blue-900 hover:bg-blue-50"
    >
      <Icon name={by > 0 ? 'plus' : 'minus'} className="size-6" />
    </Button>
  );
  return (
    <span className="flex flex-col items-center gap-2">
      {step(1)}
      {children}
      {step(-1)}
    </span>
  );
}
