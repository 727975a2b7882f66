// Loads the next page shortly before the end comes into view. The button below does the same for whoever does not scroll.
import { useCallback, useRef } from 'react';

export function useReachEnd(onReach: () => void, active: boolean): (element: HTMLElement | null) => void {
  const latest = useRef(onReach);
  latest.current = onReach;
  const observer = useRef<IntersectionObserver>(undefined);
  return useCallback(
    (element) => {
      observer.current?.disconnect();
      if (!element || !active) return;
      observer.current = new IntersectionObserver(
        (entries) => {
          if (entries.some((entry) => entry.isIntersecting)) latest.current();
        },
        { rootMargin: '200px' },
      );
      observer.current.observe(element);
    },
    [active],
  );
}
