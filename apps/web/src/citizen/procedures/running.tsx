// On the home screen: the running plan's next step, from what is kept here and in the box; neither engine nor catalogue is loaded for it.
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Button, buttonClass } from '../../ui/button.tsx';
import { daysUntil } from '../../ui/format.ts';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { useApi } from '../api/context.ts';
import { useSession } from '../api/session-state.ts';
import type { Kept } from './model/kept.ts';
import { sameKept } from './model/merge-kept.ts';
import { readCopy, writeCopy } from './model/read-kept.ts';
import { syncKept } from './model/sync-kept.ts';
import { DueChip } from './parts/due-chip.tsx';
import { useWords } from './words.ts';

/** `unknown`: nothing here, and the box does not answer; that is not the same as no plan. */
type Shown = 'waiting' | 'none' | 'unknown' | { readonly summary: Kept['summary'] };

const shownOf = (kept: Kept | undefined, otherwise: Shown): Shown =>
  kept && kept.events.length > 0 ? { summary: kept.summary } : otherwise;

/** What is here at once; what the box adds when it has answered. */
function useRunning(): { shown: Shown; again: () => void } {
  const api = useApi();
  const { state } = useSession();
  const subject = state.kind === 'open' ? state.session.subject : undefined;
  const [shown, setShown] = useState<Shown>('waiting');
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    if (subject === undefined) return;
    let gone = false;
    const show = (next: Shown): void => {
      if (!gone) setShown(next);
    };
    const store = api.profileOf(subject);
    void readCopy(store).then(async (copy) => {
      show(shownOf(copy?.kept, copy ? 'waiting' : 'none'));
      if (!copy) return;
      const synced = await syncKept(api.own, copy);
      // Once the person has gone on to 手続き, that screen's own copy is the newer one.
      if (synced.ok && !gone && !sameKept(synced.value.kept, copy.kept)) await writeCopy(store, synced.value);
      show(synced.ok ? shownOf(synced.value.kept, 'none') : shownOf(copy.kept, 'unknown'));
    });
    return () => {
      gone = true;
    };
  }, [api, subject, attempt]);
  const again = (): void => {
    setShown('waiting');
    setAttempt(attempt + 1);
  };
  return { shown, again };
}

export function RunningPlan({ none }: { none: React.ReactNode }) {
  const { t } = useWords();
  const { shown, again } = useRunning();
  if (shown === 'waiting') return <RowsSkeleton rows={1} />;
  if (shown === 'none') return none;
  if (shown === 'unknown')
    return (
      <div className="flex flex-col items-start gap-3" role="status">
        <p className="text-std-16N-170 text-ink-soft">{t('running.unknown')}</p>
        <Button look="secondary" small onPress={again}>
          {t('running.again')}
        </Button>
      </div>
    );
  return (
    <div className="card flex flex-col items-start gap-3 p-5">
      {shown.summary ? <NextStep summary={shown.summary} /> : <p className="text-std-17N-170">{t('running.elsewhere')}</p>}
      <Link to="/procedures/plan" className={buttonClass('secondary', true)} data-row="">
        {t('running.open')}
      </Link>
    </div>
  );
}

function NextStep({ summary: { next, left } }: { summary: NonNullable<Kept['summary']> }) {
  const { t, lang, format } = useWords();
  return (
    <>
      {next && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-std-17N-170">
          {t('running.next', { name: next[lang] })}
          {next.due !== null && (
            <>
              <span className="text-ink-soft">{t('due.by', { date: format.date(next.due) })}</span>
              <DueChip when={{ daysLeft: daysUntil(next.due, Date.now()) }} />
            </>
          )}
        </p>
      )}
      <p className="text-std-16N-170 text-ink-soft">{left > 0 ? t('running.left', { count: left }) : t('start.leftNone')}</p>
    </>
  );
}
