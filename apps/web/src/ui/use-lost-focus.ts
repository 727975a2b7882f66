// What stands in the place of a part that is gone takes the focus if that part had it: whoever goes by keys or by ear stays where they were.
import { type RefObject, useEffect, useRef } from 'react';

export function useLostFocus<T extends HTMLElement>(): RefObject<T | null> {
  const place = useRef<T>(null);
  useEffect(() => {
    const at = document.activeElement;
    if (at === null || at === document.body) place.current?.focus();
  }, []);
  return place;
}
