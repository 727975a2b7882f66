// Half-typed text survives the end of a session and the way through the card: kept in this tab only, gone when the tab is.
import { useCallback, useState } from 'react';

const slot = (name: string): string => `shishobako.draft.${name}`;

export function useDraft(name: string, initial = ''): [string, (value: string) => void, () => void] {
  const [value, setValue] = useState(() => sessionStorage.getItem(slot(name)) ?? initial);
  const change = useCallback(
    (next: string) => {
      sessionStorage.setItem(slot(name), next);
      setValue(next);
    },
    [name],
  );
  const clear = useCallback(() => {
    sessionStorage.removeItem(slot(name));
    setValue('');
  }, [name]);
  return [value, change, clear];
}

export const findDraft = (name: string): string | null => sessionStorage.getItem(slot(name));

export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(slot(''))) sessionStorage.removeItem(key);
}
