// A short word about a state, with an icon or a dot: readable without colour.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'neutral' | 'blue' | 'green' | 'orange' | 'red';

const tones: Record<Tone, string> = {
  neutral: 'bg-solid-gray-50 text-solid-gray-800 border-solid-gray-200',
  blue: 'bg-blue-50 text-blue-1000 border-blue-200',
  green: 'bg-green-50 text-green-1000 border-green-200',
  orange: 'bg-orange-50 text-orange-1100 border-orange-200',
  red: 'bg-red-50 text-red-1000 border-red-200',
};

export function Badge({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span
      className={`inline-flex min-h-6 items-center gap-1 whitespace-nowrap rounded-full border px-2.5 py-0.5 text-sm leading-130 ${tones[tone]}`}
    >
      {icon && <Icon name={icon} className="size-4" />}
      {children}
    </span>
  );
}
