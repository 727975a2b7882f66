// All letters, newest first, in pages; filters stand in the address so that back comes back to them.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useFormat } from '../../ui/format.ts';
import { PageHeading } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { useReachEnd } from '../../ui/use-reach-end.ts';
import { useApi } from '../api/context.ts';
import { lettersQuery, linksQuery, pageSize } from '../api/queries.ts';
import { LetterRow } from '../parts/letter-row.tsx';
import { shownError } from '../shown-error.ts';

function Filters() {
  const { t } = useTranslation('citizen');
  const { say } = useFormat();
  const { state, agency } = useSearch({ strict: false });
  const navigate = useNavigate();
  const links = useQuery(linksQuery(useApi()));
  const agencies = (links.data?.links ?? []).map(({ agency }) => ({ value: agency.id as string, label: say(agency.name) }));
  return (
    <div className="no-print flex flex-wrap items-center gap-3">
      <Segmented
        label={t('letters.filter')}
        value={state ?? 'all'}
        options={[
          { value: 'all', label: t('letters.all') },
          { value: 'unread', label: t('letters.unread') },
        ]}
        onChange={(next) => void navigate({ to: '/letters', search: { agency, state: next === 'all' ? undefined : 'unread' } })}
      />
      {agencies.length > 1 && (
        <Select
          hideLabel
          label={t('letters.agency')}
          value={agency ?? ''}
          options={[{ value: '', label: t('letters.anyAgency') }, ...agencies]}
          onChange={(next) => void navigate({ to: '/letters', search: { state, agency: next || undefined } })}
        />
      )}
    </div>
  );
}

function Empty() {
  const { t } = useTranslation('citizen');
  const { state, agency } = useSearch({ strict: false });
  const showAll = (
    <Link to="/letters" search={{}} className={buttonClass('secondary', true)}>
      {t('letters.showAll')}
    </Link>
  );
  if (agency !== undefined)
    return (
      <EmptyState icon="mail" title={t('letters.emptyAgency')}>
        {showAll}
      </EmptyState>
    );
  if (state !== 'unread')
    return (
      <EmptyState icon="mail" title={t('letters.emptyAll')}>
        {t('letters.emptyAllText')}
      </EmptyState>
    );
  return (
    <EmptyState icon="check" title={t('letters.emptyUnread')}>
      <p>{t('letters.emptyUnreadText')}</p>
      {showAll}
    </EmptyState>
  );
}

export function Letters() {
  const { t } = useTranslation('citizen');
  const { t: ui } = useTranslation('ui');
  const api = useApi();
  const { state, agency } = useSearch({ strict: false });
  const letters = useInfiniteQuery(lettersQuery(api, { state: state ?? 'all', ...(agency !== undefined && { agency }) }));
  const items = letters.data?.pages.flatMap((page) => page.items) ?? [];
  const total = letters.data?.pages[0]?.total ?? 0;
  const more = (): void => void (letters.hasNextPage && !letters.isFetchingNextPage && letters.fetchNextPage());
  const end = useReachEnd(more, letters.hasNextPage);
  return (
    <div className="flex flex-col gap-6">
      <PageHeading {...(letters.data && { lead: t('unread', { count: letters.data.pages[0]?.unread ?? 0 }) })}>
        {t('letters.title')}
      </PageHeading>
      <Filters />
      {letters.isPending && <RowsSkeleton rows={6} />}
      {letters.isError && <ErrorPanel error={shownError(t, letters.error)} onRetry={() => void letters.refetch()} />}
      {letters.data && items.length === 0 && <Empty />}
      {items.length > 0 && (
        <>
          <ul aria-label={t('letters.list')} className="card divide-y divide-line overflow-hidden">
            {items.map((letter, index) => (
              <LetterRow key={letter.env} letter={letter} far={index >= pageSize} />
            ))}
          </ul>
          <div ref={end} className="flex flex-col items-center gap-3">
            <p role="status" className="text-[0.9375rem] text-ink-soft">
              {letters.hasNextPage ? t('letters.shown', { count: items.length, total }) : t('letters.end')}
            </p>
            {letters.hasNextPage && (
              <Button look="secondary" isPending={letters.isFetchingNextPage} onPress={more}>
                {ui('more')}
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  );
}
