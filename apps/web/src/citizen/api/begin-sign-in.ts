// Leaves the page for the card and comes back to the same place. What was asked for is kept, so that an expired try can be repeated.
import type { StatementPurpose } from '@shishobako/contracts/card-statement';
import type { SignInError } from '@shishobako/device/sign-in';
import { useState } from 'react';
import { useApi } from './context.ts';

const slot = 'shishobako.sign-in';

type Asked = { purpose: StatementPurpose; returnTo: string };

export function lastAsked(): Asked {
  const [purpose, returnTo] = (sessionStorage.getItem(slot) ?? '').split(' ');
  return { purpose: purpose === 'enrol' ? 'enrol' : 'sign-in', returnTo: returnTo?.startsWith('/') ? returnTo : '/' };
}

export function useBeginSignIn() {
  const api = useApi();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<SignInError>();
  const begin = async (asked: Asked): Promise<void> => {
    setBusy(true);
    setError(undefined);
    sessionStorage.setItem(slot, `${asked.purpose} ${asked.returnTo}`);
    const begun = await api.beginSignIn(asked);
    if (begun.ok) {
      location.assign(begun.value.authorizeUrl);
      return;
    }
    setBusy(false);
    setError(begun.error);
  };
  return { begin, busy, error };
}

/** Here and now, to come back to. */
export const here = (): string => location.pathname + location.search + location.hash;
