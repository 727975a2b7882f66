// On the home screen: the running plan's next step, from what is kept here and in the box; neither engine nor catalogue is loaded for it.
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { buttonClass } from '../../ui/button.tsx';
import { daysUntil } from '../../ui/format.ts';
import { useApi } from '../api/context.ts';
import { useSession } from '../api/session-state.ts';
import type { Kept } from './model/kept.ts';
import { readCopy, writeCopy } from './model/read-kept.ts';
import { sameKept, syncKept } from './model/sync-kept.ts';
import { DueChip } from './parts/due-chip.tsx';
import { useWords } from './words.ts';

export function RunningPlan({ none }: { none: React.ReactNode }) {
  const { t, lang, format } = useWords();
  const api = useApi();
  const { state } = useSession();
  const subject = state.kind === 'open' ? state.session.subject : undefined;
  const [summary, setSummary] = useState<Kept['summary']>();
  useEffect(() => {
    if (subject === undefined) return;
    let gone = false;
    const store = api.profileOf(subject);
    void readCopy(store).then(async (copy) => {
      setSummary(copy?.kept.summary ?? null);
      if (!copy) return;
      const synced = await syncKept(api.own, copy);
      // Once the person has gone on to 手続き, that screen's own copy is the newer one.
      if (!synced.ok || gone || sameKept(synced.value.kept, copy.kept)) return;
      await writeCopy(store, synced.value);
      setSummary(synced.value.kept.summary);
    });
    return () => {
      gone = true;
    };
  }, [api, subject]);
  if (summary === undefined) return null;
  if (summary === null) return none;
  const { next } = summary;
  return (
    <div className="card flex flex-col items-start gap-3 p-5">
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
      <p className="text-std-16N-170 text-ink-soft">
        {summary.left > 0 ? t('running.left', { count: summary.left }) : t('start.leftNone')}
      </p>
      <Link to="/procedures/plan" className={buttonClass('secondary', true)} data-row="">
        {t('running.open')}
      </Link>
    </div>
  );
}
