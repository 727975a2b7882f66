// A page's heading and its sections: reading order is keyboard order is what a screen reader hears.
import { type ReactNode, useEffect, useId, useRef } from 'react';

/** The one h1. Focused when the page is reached from another, so that a screen reader starts there. */
export function PageHeading({ children, lead, lang }: { children: ReactNode; lead?: ReactNode; lang?: string | undefined }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className="flex flex-col gap-2">
      <h1 ref={heading} lang={lang} tabIndex={-1} className="text-std-26B-150 sm:text-std-32B-150">
        {children}
      </h1>
      {lead !== undefined && <p className="text-std-16N-170 text-ink-soft">{lead}</p>}
    </div>
  );
}

export function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <div className="flex min-h-8 flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={id} className="text-std-20B-150">
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  );
}
