// In this order: due soon, new letters, running procedures, last accesses. Nothing to do is a good state and says so.
import type { Letter } from '@shishobako/device/list-letters';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { daysUntil, useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { PageHeading, Section } from '../../ui/section.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { useApi } from '../api/context.ts';
import { historyQuery, lettersQuery, linksQuery } from '../api/queries.ts';
import { ApplicationRow } from '../apply/apply.tsx';
import { isYourTurn, openApplications } from '../apply/open-applications.ts';
import { applicationsQuery, copiesQuery } from '../apply/queries.ts';
import { CertificateNotice } from '../parts/certificate-notice.tsx';
import { HistoryList } from '../parts/history-list.tsx';
import { dueSoonDays, isUnread, LetterRow } from '../parts/letter-row.tsx';
import { shownError } from '../shown-error.ts';

const RunningPlan = lazy(() => import('../procedures/running.tsx').then((module) => ({ default: module.RunningPlan })));

const isDue = (letter: Letter): boolean => {
  const days = letter.expires === null ? -1 : daysUntil(letter.expires, Date.now());
  return days >= 0 && days <= dueSoonDays;
};

const Rows = ({ letters }: { letters: readonly Letter[] }) => (
  <ul className="card divide-y divide-line overflow-hidden">
    {letters.map((letter) => (
      <LetterRow key={letter.env} letter={letter} />
    ))}
  </ul>
);

function Calm({ linked }: { linked: boolean }) {
  const { t } = useTranslation('citizen');
  if (linked)
    return (
      <EmptyState icon="check" title={t('home.calm')}>
        {t('home.calmText')}
      </EmptyState>
    );
  return (
    <EmptyState icon="link" title={t('home.noLinks')}>
      <p>{t('home.noLinksText')}</p>
      <Link to="/settings" hash="connect" className={buttonClass('primary')}>
        {t('home.connect')}
      </Link>
    </EmptyState>
  );
}

function NewsAndDue() {
  const { t } = useTranslation('citizen');
  const api = useApi();
  const letters = useInfiniteQuery(lettersQuery(api, { state: 'all' }));
  const links = useQuery(linksQuery(api));
  if (letters.isPending) return <RowsSkeleton rows={3} />;
  if (letters.isError) return <ErrorPanel error={shownError(t, letters.error)} onRetry={() => void letters.refetch()} />;
  const all = letters.data.pages.flatMap((page) => page.items);
  const due = all.filter(isDue).sort((a, b) => (a.expires ?? '').localeCompare(b.expires ?? ''));
  const fresh = all.filter((letter) => isUnread(letter) && !due.includes(letter)).slice(0, 5);
  const unread = letters.data.pages[0]?.unread ?? 0;
  return (
    <>
      {due.length > 0 && (
        <Section title={t('home.due')}>
          <Rows letters={due} />
        </Section>
      )}
      {fresh.length > 0 && (
        <Section
          title={t('home.fresh')}
          action={
            <Link to="/letters" search={{ state: 'unread' }} className="link inline-flex min-h-11 items-center">
              {t('unread', { count: unread })}
              <Icon name="right" className="size-4" />
            </Link>
          }
        >
          <Rows letters={fresh} />
        </Section>
      )}
      {due.length + fresh.length === 0 && <Calm linked={(links.data?.links.length ?? 1) > 0} />}
    </>
  );
}

function LastAccesses() {
  const { t } = useTranslation('citizen');
  const history = useInfiniteQuery(historyQuery(useApi(), { limit: 5 }));
  if (history.isPending) return <RowsSkeleton rows={2} />;
  if (history.isError) return <ErrorPanel error={shownError(t, history.error)} onRetry={() => void history.refetch()} />;
  const events = (history.data.pages[0]?.items ?? []).slice(0, 5);
  return events.length === 0 ? <p className="text-std-16N-170 text-ink-soft">{t('home.accessesNone')}</p> : <HistoryList events={events} />;
}

const mostShown = 3;

/** What runs: the plan with its next step, and what was sent and is not settled, with whose turn it is. */
function Running() {
  const { t } = useTranslation('citizen');
  const { say } = useFormat();
  const api = useApi();
  const sent = useInfiniteQuery(applicationsQuery(api));
  const copies = useQuery(copiesQuery(api));
  const open = openApplications(sent.data?.pages[0]?.items ?? [], copies.data ?? {}).slice(0, mostShown);
  const isNone = sent.data !== undefined && open.length === 0;
  return (
    <Section title={t('home.running')}>
      <Suspense fallback={null}>
        <RunningPlan none={isNone ? <p className="text-std-16N-170 text-ink-soft">{t('home.runningNone')}</p> : null} />
      </Suspense>
      {sent.isError && (
        <div className="flex flex-col items-start gap-3" role="status">
          <p className="text-std-16N-170 text-ink-soft">{t('apply.unknown')}</p>
          <Button look="secondary" small onPress={() => void sent.refetch()}>
            {t('apply.again')}
          </Button>
        </div>
      )}
      {open.length > 0 && (
        <ul className="flex flex-col gap-3">
          {open.map((one) => (
            <ApplicationRow key={one.env} application={one} title={copies.data?.[one.env]?.title}>
              {say(one.agency.name)}　{t(isYourTurn(one) ? 'apply.turn.yours' : 'apply.turn.theirs')}
            </ApplicationRow>
          ))}
        </ul>
      )}
    </Section>
  );
}

export function Home() {
  const { t } = useTranslation('citizen');
  return (
    <div className="flex flex-col gap-10">
      <PageHeading>{t('home.title')}</PageHeading>
      <CertificateNotice />
      <NewsAndDue />
      <Running />
      <Section
        title={t('home.accesses')}
        action={
          <Link to="/records" className="link inline-flex min-h-11 items-center">
            {t('home.accessesAll')}
            <Icon name="right" className="size-4" />
          </Link>
        }
      >
        <LastAccesses />
      </Section>
    </div>
  );
}
