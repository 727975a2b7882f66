// Each row of an order with its result and, when it did not go, why.
import { BatchRowState, type ConsoleBatch, type ConsoleBatchRow } from '@shishobako/contracts/console-api';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { askErrorOf } from '../../ui/ask.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useFormat } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { TableFoot } from '../../ui/table-foot.tsx';
import { batchRowsQuery } from '../api/console-queries.ts';
import { RowStateBadge } from './state-badge.tsx';

export function BatchRows({ batch }: { batch: ConsoleBatch }) {
  const { t } = useTranslation('console');
  const { t: ui } = useTranslation('ui');
  const format = useFormat();
  const state = useSearch({ strict: false }).rows;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const rows = useInfiniteQuery(batchRowsQuery(batch.id, state));
  const moved = batch.counts.sent + batch.counts.failed;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows have changed whenever these numbers have
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['batch-rows', batch.id] });
  }, [batch.id, batch.state, moved, queries]);
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<ConsoleBatchRow>[] = [
    {
      key: 'subject',
      name: t('batch.subject'),
      head: true,
      cell: (row) =>
        row.env ? (
          <Link to="/letters/$env" params={{ env: row.env }} data-row className="link">
            {row.title}
          </Link>
        ) : (
          row.title || '―'
        ),
    },
    { key: 'line', name: t('batch.line'), numeric: true, cell: (row) => format.number(row.line) },
    { key: 'person', name: t('batch.person'), cell: (row) => row.name ?? '―' },
    { key: 'code', name: t('batch.code'), cell: (row) => <code>{row.code || '―'}</code> },
    { key: 'result', name: t('batch.result'), cell: (row) => <RowStateBadge state={row.state} /> },
    {
      key: 'reason',
      wrap: true,
      name: t('batch.reason'),
      cell: (row) =>
        row.problem ? (
          <span>
            {format.say(row.problem.text)}{' '}
            {row.problem.detail !== null && <code className="text-sm text-ink-soft">{row.problem.detail}</code>}
          </span>
        ) : null,
    },
  ];
  const present = BatchRowState.options.filter((option) => batch.counts[option] > 0 || option === state);
  return (
    <Section title={t('batch.rows')}>
      <Segmented
        label={t('batch.rows')}
        value={state ?? 'all'}
        options={[
          { value: 'all', label: `${t('batch.all')} ${format.number(batch.rows)}` },
          ...present.map((option) => ({
            value: option,
            label: `${t(`batch.rowStates.${option}`)} ${format.number(batch.counts[option])}`,
          })),
        ]}
        onChange={(next) =>
          void navigate({
            to: '/batches/$id',
            params: { id: batch.id },
            search: { rows: next === 'all' ? undefined : next },
            resetScroll: false,
          })
        }
      />
      {rows.isPending && <RowsSkeleton rows={5} />}
      {rows.isError && <ErrorPanel error={askErrorOf(rows.error)} onRetry={() => void rows.refetch()} />}
      {rows.data && items.length === 0 && <EmptyState icon="table" title={ui('table.empty')} />}
      {items.length > 0 && (
        <DataTable
          slot="batch-rows"
          label={t('batch.rows')}
          columns={columns}
          rows={items}
          keyOf={(row) => String(row.line)}
          foot={
            <TableFoot
              total={rows.data?.pages[0]?.total ?? 0}
              hasNext={rows.hasNextPage}
              loading={rows.isFetchingNextPage}
              onMore={() => void rows.fetchNextPage()}
            />
          }
        />
      )}
    </Section>
  );
}
