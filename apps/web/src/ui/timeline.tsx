// What happened, in order; what has not happened yet is shown as not yet, never as if it had.
import { Icon } from './icon.tsx';

export type TimelineStep = { id: string; title: string; time: string | null; detail?: string };

export function Timeline({ label, steps }: { label: string; steps: readonly TimelineStep[] }) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {steps.map((step, index) => (
        <li key={step.id} className="relative flex gap-4 pb-5 last:pb-0">
          {index < steps.length - 1 && (
            <span
              aria-hidden="true"
              className={`absolute left-[0.6875rem] top-7 h-[calc(100%-1.5rem)] w-0.5 ${step.time ? 'bg-green-800' : 'bg-line'}`}
            />
          )}
          <span
            aria-hidden="true"
            className={`mt-1 flex size-6 shrink-0 items-center justify-center rounded-full border-2 ${
              step.time ? 'border-green-800 bg-green-800 text-white' : 'border-solid-gray-500 bg-white'
            }`}
          >
            {step.time && <Icon name="check" className="size-4" />}
          </span>
          <div className="flex min-w-0 flex-col">
            <span className={step.time ? 'text-std-16B-170' : 'text-std-16N-170 text-ink-soft'}>{step.title}</span>
            {step.time && <span className="text-std-16N-170">{step.time}</span>}
            {step.detail !== undefined && <span className="text-[0.9375rem] leading-160 text-ink-soft">{step.detail}</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}
