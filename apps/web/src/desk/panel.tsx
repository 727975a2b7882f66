// The one big panel of the desk: colour, sign and words say the same, readable from where the patient stands.
import { type ReactNode, useEffect, useRef } from 'react';
import { Icon, type IconName } from '../ui/icon.tsx';

export type Tone = 'calm' | 'good' | 'bad' | 'unsure';

const tones: Record<Tone, { box: string; mark: string; icon: IconName }> = {
  calm: { box: 'border-blue-900 bg-white', mark: 'bg-blue-900 text-white', icon: 'card' },
  good: { box: 'border-green-800 bg-green-50', mark: 'bg-green-800 text-white', icon: 'check' },
  bad: { box: 'border-red-900 bg-red-50', mark: 'bg-red-900 text-white', icon: 'close' },
  unsure: { box: 'border-orange-900 bg-orange-50', mark: 'bg-orange-900 text-white', icon: 'warning' },
};

export function Panel({
  tone,
  title,
  lead,
  busy = false,
  children,
}: {
  tone: Tone;
  title: string;
  lead?: string;
  busy?: boolean;
  children?: ReactNode;
}) {
  const look = tones[tone];
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={`flex flex-col gap-6 rounded-16 border-2 p-5 sm:p-10 ${look.box}`} aria-busy={busy}>
      <div className="flex items-center gap-4 sm:gap-7" role="status">
        <span
          className={`inline-flex size-12 shrink-0 items-center justify-center rounded-full sm:size-24 ${look.mark} ${busy ? 'breathing' : ''}`}
        >
          <Icon name={look.icon} className="size-7 sm:size-14" />
        </span>
        <div className="flex min-w-0 flex-col gap-1">
          <h1 ref={heading} tabIndex={-1} className="text-[1.75rem] font-bold leading-140 sm:text-[2.75rem] lg:text-[3rem]">
            {title}
          </h1>
          {lead !== undefined && <p className="text-std-18N-160 sm:text-[1.375rem] sm:leading-160">{lead}</p>}
        </div>
      </div>
      {children}
    </section>
  );
}
