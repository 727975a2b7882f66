// When device and box meet: on arrival, a moment after each change, when the connection is back and when the page is left. One at a time.

import type { OwnDocumentError } from '@shishobako/device/own-document';
import type { Result } from '@shishobako/kernel/result';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '../api/context.ts';
import type { Copy } from './model/read-kept.ts';
import { putBack, type SyncError, type Synced, syncKept } from './model/sync-kept.ts';

export type SyncState =
  | { readonly kind: 'waiting' }
  /** `settled`: answers that differed on two devices; this device's were kept. */
  | { readonly kind: 'together'; readonly settled: number }
  | { readonly kind: 'apart'; readonly error: SyncError };
export type Sync = {
  readonly state: SyncState;
  again(): void;
  /** The device's copy into the box, whatever is there at `version`. */
  putBack(version: number): void;
  /** Out of the box; the caller deletes what is on the device. */
  delete(): Promise<Result<{ version: number }, OwnDocumentError>>;
};

const pauseMs = 1_500;

export function useSync(copy: Copy | undefined, onSynced: (synced: Synced) => void): Sync {
  const { own } = useApi();
  const [state, setState] = useState<SyncState>({ kind: 'waiting' });
  const latest = useRef(copy);
  latest.current = copy;
  const hear = useRef(onSynced);
  hear.current = onSynced;
  const line = useRef<Promise<unknown>>(Promise.resolve());

  const run = useCallback((work: (copy: Copy) => Promise<Result<Synced, SyncError>>) => {
    line.current = line.current.then(async () => {
      if (!latest.current) return;
      const done = await work(latest.current);
      if (done.ok) hear.current(done.value);
      setState(done.ok ? { kind: 'together', settled: done.value.settled } : { kind: 'apart', error: done.error });
    });
  }, []);
  const again = useCallback(() => run((now) => syncKept(own, now)), [run, own]);

  const ready = copy !== undefined;
  useEffect(() => {
    if (!ready) return;
    again();
    const onLeave = (): void => {
      if (document.visibilityState === 'hidden') again();
    };
    window.addEventListener('online', again);
    document.addEventListener('visibilitychange', onLeave);
    return () => {
      window.removeEventListener('online', again);
      document.removeEventListener('visibilitychange', onLeave);
    };
  }, [ready, again]);

  const kept = copy?.kept;
  const first = useRef(true);
  useEffect(() => {
    if (!kept) return;
    if (first.current) {
      first.current = false;
      return;
    }
    const timer = setTimeout(again, pauseMs);
    return () => clearTimeout(timer);
  }, [kept, again]);

  return {
    state,
    again,
    putBack: (version) => run((now) => putBack(own, now, version)),
    async delete() {
      await line.current;
      return own.delete();
    },
  };
}
