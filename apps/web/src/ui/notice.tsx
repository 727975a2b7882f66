// A block that says something about the page as it is: stays until it is no longer true.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export type NoticeTone = 'info' | 'success' | 'warning' | 'error';

const tones: Record<NoticeTone, { box: string; icon: IconName; ink: string }> = {
  info: { box: 'border-blue-900', icon: 'info', ink: 'text-blue-900' },
  success: { box: 'border-green-800', icon: 'check', ink: 'text-green-800' },
  warning: { box: 'border-orange-900', icon: 'warning', ink: 'text-orange-900' },
  error: { box: 'border-red-900', icon: 'warning', ink: 'text-red-900' },
};

export function Notice({
  tone = 'info',
  title,
  children,
  live = false,
}: {
  tone?: NoticeTone;
  title: string;
  children?: ReactNode;
  /** Spoken when it appears. */
  live?: boolean;
}) {
  const look = tones[tone];
  return (
    <div
      {...(live && { role: tone === 'error' ? 'alert' : 'status' })}
      className={`flex gap-3 rounded-12 border border-l-[6px] bg-white p-4 sm:p-5 ${look.box}`}
    >
      <span className={`pt-0.5 ${look.ink}`}>
        <Icon name={look.icon} />
      </span>
      <div className="flex min-w-0 flex-col gap-2">
        <p className="text-std-17B-170">{title}</p>
        {children !== undefined && <div className="flex flex-col items-start gap-3 text-std-16N-170">{children}</div>}
      </div>
    </div>
  );
}
