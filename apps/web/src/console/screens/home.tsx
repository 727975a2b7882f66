// Overview: what I sent and how it went, what waits for me. Every number leads to its rows.
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { askErrorOf } from '../../ui/ask.ts';
import { buttonClass } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading, Section } from '../../ui/section.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { summaryQuery } from '../api/console-queries.ts';
import { BatchStateBadge } from '../parts/state-badge.tsx';

function Figure({ name, value, to, search }: { name: string; value: number; to: LinkProps['to']; search: Record<string, string> }) {
  const { number } = useFormat();
  return (
    <Link
      to={to as '/letters'}
      search={search}
      className="ring-inside group flex min-w-36 grow flex-col px-5 py-4 text-ink no-underline hover:bg-blue-50"
    >
      <span className="text-[0.9375rem] leading-150 text-ink-soft">{name}</span>
      <span className="text-[1.75rem] font-bold leading-150 tabular-nums text-blue-900 group-hover:underline">{number(value)}</span>
    </Link>
  );
}

export function Home() {
  const { t } = useTranslation('console');
  const summary = useQuery(summaryQuery);
  const since = new Date(Date.now() - 6 * 86_400_000).toISOString().slice(0, 10);
  return (
    <div className="flex flex-col gap-9">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <PageHeading>{t('home.title')}</PageHeading>
        <div className="flex flex-wrap gap-3">
          <Link to="/compose" className={buttonClass('primary')}>
            <Icon name="send" className="size-5" />
            {t('home.compose')}
          </Link>
          <Link to="/batches" className={buttonClass('secondary')}>
            {t('home.bulk')}
          </Link>
        </div>
      </div>
      {summary.isPending && <RowsSkeleton rows={3} />}
      {summary.isError && <ErrorPanel error={askErrorOf(summary.error)} onRetry={() => void summary.refetch()} />}
      {summary.data?.platform === 'down' && (
        <Notice tone="warning" title={t('home.platformDown')} live>
          {t('home.platformDownText')}
        </Notice>
      )}
      {summary.data && (
        <>
          <Section title={t('home.letters')}>
            <div className="card flex flex-wrap divide-line overflow-hidden sm:divide-x">
              <Figure name={t('home.sent')} value={summary.data.letters.since.sent} to="/letters" search={{ from: since }} />
              {(['submitted', 'arrived', 'opened', 'displayed', 'failed'] as const).map((state) => (
                <Figure
                  key={state}
                  name={t(`state.${state}`)}
                  value={summary.data.letters.counts[state]}
                  to="/letters"
                  search={{ state }}
                />
              ))}
            </div>
          </Section>
          <Section title={t('home.recipients')}>
            <div className="card flex flex-wrap divide-line overflow-hidden sm:divide-x">
              {(['reachable', 'invited', 'none'] as const).map((link) => (
                <Figure key={link} name={t(`link.${link}`)} value={summary.data.recipients[link]} to="/recipients" search={{ link }} />
              ))}
            </div>
          </Section>
          <Section title={t('home.running')}>
            {summary.data.batches.length === 0 ? (
              <p className="text-std-16N-170 text-ink-soft">{t('home.none')}</p>
            ) : (
              <ul className="card divide-y divide-line overflow-hidden">
                {summary.data.batches.map((batch) => (
                  <li key={batch.id}>
                    <Link
                      to="/batches/$id"
                      params={{ id: batch.id }}
                      data-row
                      className="ring-inside flex flex-wrap items-center gap-4 px-5 py-4 no-underline hover:bg-blue-50"
                    >
                      <span className="grow text-std-17B-170 text-ink">{batch.name}</span>
                      <span className="text-[0.9375rem] text-ink-soft">
                        {t('batch.progress', {
                          total: batch.counts.sent + batch.counts.ready + batch.counts.failed,
                          done: batch.counts.sent,
                        })}
                      </span>
                      <BatchStateBadge state={batch.state} />
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </Section>
        </>
      )}
    </div>
  );
}
