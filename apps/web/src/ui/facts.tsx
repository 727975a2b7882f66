// Names and values in two columns, one on a phone.
import type { ReactNode } from 'react';

export function Facts({ items }: { items: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-1 sm:grid-cols-[max-content_1fr] sm:gap-y-2">
      {items.map((item) => (
        <div key={item.name} className="contents">
          <dt className="text-[0.9375rem] leading-170 text-ink-soft">{item.name}</dt>
          <dd className="mb-2 text-std-16N-170 sm:mb-0">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
