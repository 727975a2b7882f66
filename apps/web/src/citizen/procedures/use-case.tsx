// The running plan and what is known of the person, for all screens of 手続き. Every change is planned again in place, compared with the
// plan before, kept encrypted on this device, and sealed in the box for the person's other devices.
import { diffPlans, type PlanChange } from '@shishobako/concierge-engine/diff-plans';
import type { Plan } from '@shishobako/concierge-engine/plan-types';
import type { ProfileStore } from '@shishobako/device/profile-store';
import { japanDay } from '@shishobako/kernel/clock';
import type { Result } from '@shishobako/kernel/result';
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useApi } from '../api/context.ts';
import { useSession } from '../api/session-state.ts';
import { type Card, cardsOf } from './model/cards.ts';
import { type Concierge, type ConciergeError, loadConcierge } from './model/concierge.ts';
import { emptyKept, type Kept } from './model/kept.ts';
import { mergeKept, sameKept } from './model/merge-kept.ts';
import { type Copy, readCopy, writeCopy } from './model/read-kept.ts';
import type { SyncError, Synced } from './model/sync-kept.ts';
import { nextOf } from './model/views.ts';
import { type Sync, useSync } from './use-sync.ts';

export type Case = {
  readonly concierge: Concierge;
  readonly kept: Kept;
  readonly today: string;
  /** Undefined without a running plan. */
  readonly plan: Plan | undefined;
  readonly cards: readonly Card[];
  /** Attributes whose answers cannot be: then there is no plan. */
  readonly trouble: readonly string[];
  /** What the last change did to the plan. */
  readonly changes: readonly PlanChange[];
  readonly store: ProfileStore;
  change(make: (kept: Kept) => Kept): void;
  readonly sync: Sync;
  /** Here and in the box; nothing is deleted when the box cannot be reached. */
  deleteAll(): Promise<Result<unknown, SyncError>>;
  /** Here, because another device has deleted it (`version` of the box). */
  deleteHere(version: number): Promise<void>;
};
export type CaseState =
  | { kind: 'loading' }
  | { kind: 'failed'; error: ConciergeError | { kind: 'profile.unreadable' }; retry: () => void }
  | { kind: 'ready'; value: Case };

const CaseContext = createContext<Case | undefined>(undefined);
export const CaseProvider = CaseContext.Provider;
export function useCase(): Case {
  const value = useContext(CaseContext);
  if (!value) throw new Error('no case above');
  return value;
}

type Planned = { plan: Plan | undefined; trouble: readonly string[] };
function planOf(concierge: Concierge, kept: Kept, today: string): Planned {
  if (kept.events.length === 0) return { plan: undefined, trouble: [] };
  const made = concierge.plan(kept, today);
  if (made.ok) return { plan: made.value, trouble: [] };
  return { plan: undefined, trouble: made.error.kind === 'plan.input' ? made.error.paths : [] };
}

const summaryOf = (plan: Plan | undefined): Kept['summary'] => {
  if (!plan) return null;
  const open = plan.items.filter((item) => item.status === 'applies' && item.filedBy === 'applicant' && !item.automatic);
  // Nothing found yet is not the same as all done.
  if (open.length === 0 && plan.items.some((item) => item.status === 'ask')) return null;
  const next = nextOf(plan);
  return { left: open.length, next: next ? { id: next.id, ja: next.name.ja, en: next.name.en, due: next.byWhen.dueMoved } : null };
};

type Loaded = { concierge: Concierge; copy: Copy; before: Plan | undefined };

export function useCaseState(): CaseState {
  const api = useApi();
  const { state } = useSession();
  const subject = state.kind === 'open' ? state.session.subject : '';
  const store = useMemo(() => api.profileOf(subject), [api, subject]);
  const [loaded, setLoaded] = useState<Loaded>();
  const [error, setError] = useState<ConciergeError | { kind: 'profile.unreadable' }>();
  const [attempt, setAttempt] = useState(0);
  const [today] = useState(() => japanDay(Date.now()));

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another load
  useEffect(() => {
    let gone = false;
    setError(undefined);
    void Promise.all([loadConcierge(), readCopy(store)]).then(([concierge, copy]) => {
      if (gone) return;
      if (!concierge.ok) setError(concierge.error);
      else if (!copy) setError({ kind: 'profile.unreadable' });
      else setLoaded({ concierge: concierge.value, copy, before: undefined });
    });
    return () => {
      gone = true;
    };
  }, [store, attempt]);

  const change = useCallback(
    (make: (kept: Kept) => Kept) =>
      setLoaded((now) => {
        if (now === undefined) return now;
        const { kept, agreed } = now.copy;
        return { ...now, copy: { kept: make(kept), agreed }, before: planOf(now.concierge, kept, today).plan };
      }),
    [today],
  );
  const concierge = loaded?.concierge;
  const { kept, agreed } = loaded?.copy ?? {};
  const { plan, trouble } = useMemo<Planned>(
    () => (concierge && kept ? planOf(concierge, kept, today) : { plan: undefined, trouble: [] }),
    [concierge, kept, today],
  );
  // With the plan's summary, here and in the box: the home screen of the person's next device has nothing else to go by.
  const whole = useMemo(() => (!kept || kept === emptyKept ? kept : { ...kept, summary: summaryOf(plan) }), [kept, plan]);
  const copy = useMemo<Copy | undefined>(() => whole && agreed && { kept: whole, agreed }, [whole, agreed]);
  useEffect(() => {
    if (copy?.kept === emptyKept) void store.delete();
    else if (copy) void writeCopy(store, copy);
  }, [copy, store]);

  const empty = useCallback(
    async (version: number) => {
      await store.delete();
      setLoaded((now) => now && { ...now, copy: { kept: emptyKept, agreed: { version, kept: emptyKept } }, before: undefined });
    },
    [store],
  );
  const onSynced = ({ kept: merged, from, agreed: now }: Synced): void =>
    setLoaded((was) => {
      if (!was) return was;
      const mine = was.copy.kept;
      // What was changed here while the two met is changed still.
      const next = mergeKept(from, mine, merged)?.kept ?? mine;
      const calm = [mine, emptyKept].find((same) => sameKept(next, same));
      return { ...was, copy: { kept: calm ?? next, agreed: now } };
    });
  const sync = useSync(copy, onSynced);

  if (error) return { kind: 'failed', error, retry: () => setAttempt(attempt + 1) };
  if (!loaded || !concierge || !kept) return { kind: 'loading' };
  const { before } = loaded;
  return {
    kind: 'ready',
    value: {
      concierge,
      kept,
      today,
      plan,
      cards: plan ? cardsOf(plan, concierge, kept.later) : [],
      trouble,
      changes: before && plan ? diffPlans(before, plan) : [],
      store,
      change,
      sync,
      deleteHere: empty,
      async deleteAll() {
        const deleted = await sync.delete();
        if (deleted.ok) await empty(deleted.value.version);
        return deleted;
      },
    },
  };
}
