// Who did what in this console, newest first.
import type { ConsoleActivity } from '@shishobako/contracts/console-api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { askErrorOf } from '../../ui/ask.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useFormat } from '../../ui/format.ts';
import { PageHeading } from '../../ui/section.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { TableFoot } from '../../ui/table-foot.tsx';
import { activityQuery } from '../api/console-queries.ts';

function Subject({ row }: { row: ConsoleActivity }) {
  const { t } = useTranslation('console');
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      {row.env && (
        <Link to="/letters/$env" params={{ env: row.env }} className="link">
          {t('activity.letter')} {row.env.slice(0, 8)}
        </Link>
      )}
      {row.batch && (
        <Link to="/batches/$id" params={{ id: row.batch }} className="link">
          {t('activity.batch')} {row.batch.slice(0, 8)}
        </Link>
      )}
      {row.code && (
        <Link to="/letters" search={{ code: row.code }} className="link">
          {t('activity.person', { code: row.code })}
        </Link>
      )}
      {row.count !== null && <span>{t('activity.count', { count: row.count })}</span>}
    </span>
  );
}

export function Activity() {
  const { t } = useTranslation('console');
  const format = useFormat();
  const activity = useInfiniteQuery(activityQuery);
  const rows = activity.data?.pages.flatMap((page) => page.items) ?? [];
  const action = (row: ConsoleActivity): string => {
    const [noun, verb] = row.action.split('.');
    return t(`activity.actions.${noun}_${verb}` as 'activity.actions.letter_sent');
  };
  const columns: Column<ConsoleActivity>[] = [
    {
      key: 'time',
      name: t('activity.columns.time'),
      head: true,
      cell: (row) => <time dateTime={row.time}>{format.dateTime(row.time)}</time>,
    },
    { key: 'what', name: t('activity.columns.what'), cell: action },
    { key: 'subject', name: t('activity.columns.subject'), wrap: true, cell: (row) => <Subject row={row} /> },
    {
      key: 'by',
      name: t('activity.columns.by'),
      cell: (row) => (row.by === 'cli' ? t('activity.cli') : row.by === 'system' ? t('activity.system') : row.by),
    },
  ];
  return (
    <div className="flex flex-col gap-6">
      <PageHeading lead={t('activity.lead')}>{t('activity.title')}</PageHeading>
      {activity.isPending && <RowsSkeleton rows={8} />}
      {activity.isError && <ErrorPanel error={askErrorOf(activity.error)} onRetry={() => void activity.refetch()} />}
      {activity.data && rows.length === 0 && <EmptyState icon="record" title={t('activity.empty')} />}
      {rows.length > 0 && (
        <DataTable
          slot="activity"
          label={t('activity.list')}
          columns={columns}
          rows={rows}
          keyOf={(row) => row.id}
          foot={
            <TableFoot
              total={rows.length}
              hasNext={activity.hasNextPage}
              loading={activity.isFetchingNextPage}
              onMore={() => void activity.fetchNextPage()}
            />
          }
        />
      )}
    </div>
  );
}
