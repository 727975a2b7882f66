// Is the box open on this device? `ended`: it was, and time ran out; place and half-typed text stay, opened letters do not.
import type { DeviceSession } from '@shishobako/device/session';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import type { CitizenApi } from './citizen-api.ts';
import { Failure } from './context.ts';

export type SessionState = { kind: 'looking' } | { kind: 'none' } | { kind: 'ended' } | { kind: 'open'; session: DeviceSession };
export type SessionControl = {
  state: SessionState;
  look: () => Promise<void>;
  /** A service no longer knows the session. */
  end: () => Promise<void>;
  signOut: (forgetKeys: boolean) => Promise<void>;
};

const SessionContext = createContext<SessionControl | undefined>(undefined);
export const SessionProvider = SessionContext.Provider;

export function useSession(): SessionControl {
  const control = useContext(SessionContext);
  if (!control) throw new Error('no session above');
  return control;
}

const lookEvery = 10_000;

/** Opened letters and titles go as soon as the session does. */
const forgetContent = (queries: QueryClient): void => queries.clear();

export function useSessionControl(api: CitizenApi): SessionControl {
  const queries = useQueryClient();
  const [state, setState] = useState<SessionState>({ kind: 'looking' });

  const look = useCallback(async () => {
    const session = await api.findSession();
    setState((before) => {
      if (session) return before.kind === 'open' && before.session.signedIn === session.signedIn ? before : { kind: 'open', session };
      return before.kind === 'open' || before.kind === 'ended' ? { kind: 'ended' } : { kind: 'none' };
    });
    if (!session) forgetContent(queries);
  }, [api, queries]);

  const end = useCallback(async () => {
    await api.signOut(false);
    forgetContent(queries);
    setState({ kind: 'ended' });
  }, [api, queries]);

  const signOut = useCallback(
    async (forgetKeys: boolean) => {
      await api.signOut(forgetKeys);
      forgetContent(queries);
      setState({ kind: 'none' });
    },
    [api, queries],
  );

  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), lookEvery);
    const onSeen = (): void => void look();
    document.addEventListener('visibilitychange', onSeen);
    const unsubscribe = queries.getQueryCache().subscribe((event) => {
      const error = event.type === 'updated' && event.action.type === 'error' ? event.action.error : undefined;
      if (error instanceof Failure && isSessionEnd(error.error)) void end();
    });
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onSeen);
      unsubscribe();
    };
  }, [look, end, queries]);

  return { state, look, end, signOut };
}

/** The device knows its own end; a service may say it first (401: a token that has run out or was taken back). */
export function isSessionEnd(error: { kind: string; problem?: { status: number } }): boolean {
  if (error.kind === 'session.ended') return true;
  return error.kind === 'call.problem' && error.problem?.status === 401;
}
