// A list that keeps its place beside the others however long it grows.
import type { ReactNode } from 'react';

export function ScrollingList({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <ul aria-label={label} tabIndex={0} className="card max-h-[32rem] divide-y divide-line overflow-y-auto">
      {children}
    </ul>
  );
}
