// The running plan and what is known of the person, for all screens of 手続き. Every change is planned again in place, compared with the
// plan before, and kept encrypted on this device.
import { diffPlans, type PlanChange } from '@shishobako/concierge-engine/diff-plans';
import type { Plan } from '@shishobako/concierge-engine/plan-types';
import type { ProfileStore } from '@shishobako/device/profile-store';
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useApi } from '../api/context.ts';
import { useSession } from '../api/session-state.ts';
import { type Card, cardsOf } from './model/cards.ts';
import { type Concierge, type ConciergeError, loadConcierge, todayInJapan } from './model/concierge.ts';
import { emptyKept, type Kept } from './model/kept.ts';
import { readKept } from './model/read-kept.ts';
import { nextOf } from './model/views.ts';

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
  deleteAll(): Promise<void>;
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
  const next = nextOf(plan);
  return { left: open.length, next: next ? { id: next.id, ja: next.name.ja, en: next.name.en, due: next.byWhen.dueMoved } : null };
};

type Loaded = { concierge: Concierge; kept: Kept; before: Plan | undefined };

export function useCaseState(): CaseState {
  const api = useApi();
  const { state } = useSession();
  const subject = state.kind === 'open' ? state.session.subject : '';
  const store = useMemo(() => api.profileOf(subject), [api, subject]);
  const [loaded, setLoaded] = useState<Loaded>();
  const [error, setError] = useState<ConciergeError | { kind: 'profile.unreadable' }>();
  const [attempt, setAttempt] = useState(0);
  const [today] = useState(() => todayInJapan(Date.now()));

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another load
  useEffect(() => {
    let gone = false;
    setError(undefined);
    void Promise.all([loadConcierge(), readKept(store)]).then(([concierge, kept]) => {
      if (gone) return;
      if (!concierge.ok) setError(concierge.error);
      else if (!kept) setError({ kind: 'profile.unreadable' });
      else setLoaded({ concierge: concierge.value, kept, before: undefined });
    });
    return () => {
      gone = true;
    };
  }, [store, attempt]);

  const change = useCallback(
    (make: (kept: Kept) => Kept) =>
      setLoaded((now) => (now === undefined ? now : { ...now, kept: make(now.kept), before: planOf(now.concierge, now.kept, today).plan })),
    [today],
  );
  const { plan, trouble } = useMemo<Planned>(
    () => (loaded ? planOf(loaded.concierge, loaded.kept, today) : { plan: undefined, trouble: [] }),
    [loaded, today],
  );
  const kept = loaded?.kept;
  useEffect(() => {
    if (kept && kept !== emptyKept) void store.write({ ...kept, summary: summaryOf(plan) } satisfies Kept);
  }, [kept, plan, store]);

  if (error) return { kind: 'failed', error, retry: () => setAttempt(attempt + 1) };
  if (!loaded) return { kind: 'loading' };
  const { concierge, before } = loaded;
  return {
    kind: 'ready',
    value: {
      concierge,
      kept: loaded.kept,
      today,
      plan,
      cards: plan ? cardsOf(plan, concierge, loaded.kept.later) : [],
      trouble,
      changes: before && plan ? diffPlans(before, plan) : [],
      store,
      change,
      async deleteAll() {
        await store.delete();
        setLoaded({ concierge, kept: emptyKept, before: undefined });
      },
    },
  };
}
