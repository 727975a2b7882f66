// Applications that arrived (届いた申請), newest first, with what the checks said of each.
import type { ConsoleApplication } from '@shishobako/contracts/console-api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { askErrorOf } from '../../ui/ask.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useFormat } from '../../ui/format.ts';
import { PageHeading } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { TableFoot } from '../../ui/table-foot.tsx';
import { applicationsQuery } from '../api/console-queries.ts';
import { ApplicationStateBadge, MatchBadge } from '../parts/application-badges.tsx';

function useColumns(): Column<ConsoleApplication>[] {
  const { t } = useTranslation('console');
  const { say, rowDate } = useFormat();
  const cells: Record<'caseNumber' | 'form' | 'applicant' | 'match' | 'state' | 'submitted', (row: ConsoleApplication) => React.ReactNode> =
    {
      caseNumber: (row) => (
        <Link
          to="/applications/$env"
          params={{ env: row.env }}
          data-row
          className="link inline-flex min-h-11 items-center whitespace-nowrap"
        >
          {row.caseNumber}
        </Link>
      ),
      form: (row) => (row.form ? say(row.form) : t('applications.unreadable')),
      applicant: (row) => row.applicant ?? '―',
      match: (row) => <MatchBadge result={row.match} />,
      state: (row) => <ApplicationStateBadge state={row.state} />,
      submitted: (row) => rowDate(row.submitted),
    };
  const keys = ['caseNumber', 'form', 'applicant', 'match', 'state', 'submitted'] as const;
  return keys.map((key) => ({
    key,
    name: t(`applications.columns.${key}`),
    cell: cells[key],
    ...(key === 'caseNumber' && { head: true }),
    ...(key === 'applicant' && { wrap: true }),
  }));
}

export function Applications() {
  const { t } = useTranslation('console');
  const { number } = useFormat();
  const navigate = useNavigate();
  const { applications: state }: { applications?: ConsoleApplication['state'] | undefined } = useSearch({ strict: false });
  const applications = useInfiniteQuery(applicationsQuery(state));
  const columns = useColumns();
  const rows = applications.data?.pages.flatMap((page) => page.items) ?? [];
  const counts = applications.data?.pages[0]?.counts;
  const all = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  const option = (value: ConsoleApplication['state']) => ({
    value,
    label: `${t(`applications.state.${value}`)} ${counts ? number(counts[value] ?? 0) : ''}`.trim(),
  });
  return (
    <div className="flex flex-col gap-6">
      <PageHeading lead={t('applications.lead')}>{t('applications.title')}</PageHeading>
      <Segmented
        label={t('applications.filter')}
        value={state ?? 'any'}
        options={[
          { value: 'any', label: `${t('applications.any')} ${all === undefined ? '' : number(all)}`.trim() },
          option('waiting'),
          option('received'),
          option('returned'),
        ]}
        onChange={(next) => void navigate({ to: '/applications', search: { applications: next === 'any' ? undefined : next } })}
      />
      {applications.isPending && <RowsSkeleton rows={8} />}
      {applications.isError && <ErrorPanel error={askErrorOf(applications.error)} onRetry={() => void applications.refetch()} />}
      {applications.data && rows.length === 0 && <EmptyState icon="procedure" title={t('applications.empty')} />}
      {rows.length > 0 && (
        <DataTable
          slot="applications"
          label={t('applications.list')}
          columns={columns}
          rows={rows}
          keyOf={(row) => row.env}
          foot={
            <TableFoot
              total={(state ? counts?.[state] : all) ?? 0}
              hasNext={applications.hasNextPage}
              loading={applications.isFetchingNextPage}
              onMore={() => void applications.fetchNextPage()}
            />
          }
        />
      )}
    </div>
  );
}
