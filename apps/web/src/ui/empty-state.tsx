// Nothing here is a state of its own: it says so, says whether that is good, and what comes next.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export function EmptyState({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="card flex flex-col items-center gap-3 px-6 py-10 text-center">
      <span className="flex size-14 items-center justify-center rounded-full bg-paper-deep text-solid-gray-700">
        <Icon name={icon} className="size-7" />
      </span>
      <p className="text-std-18B-160">{title}</p>
      {children !== undefined && <div className="flex max-w-md flex-col items-center gap-4 text-std-16N-170 text-ink-soft">{children}</div>}
    </div>
  );
}
