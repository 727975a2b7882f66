// A page named after the # begins at its top like any other: the router sees in a # only a place within a page, and leaves the scroll as it was.
import { useEffect } from 'react';

export function useTop(name: string | undefined): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another name is another page
  useEffect(() => {
    // In braces: some browsers answer with a promise, which React would take for a clean-up.
    window.scrollTo(0, 0);
  }, [name]);
}
