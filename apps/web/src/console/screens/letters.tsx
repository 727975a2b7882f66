// Letters sent, with their times. Filters stand in the address; numbers elsewhere link here.
import type { ConsoleLetter } from '@shishobako/contracts/console-api';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { askErrorOf } from '../../ui/ask.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useFormat } from '../../ui/format.ts';
import { PageHeading } from '../../ui/section.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { TableFoot } from '../../ui/table-foot.tsx';
import { agencyQuery, lettersQuery } from '../api/console-queries.ts';
import { LetterFilters } from '../parts/letter-filters.tsx';
import { LetterStateBadge } from '../parts/state-badge.tsx';

function useColumns(): Column<ConsoleLetter>[] {
  const { t } = useTranslation('console');
  const format = useFormat();
  const agency = useQuery(agencyQuery);
  const typeName = (id: string): string => {
    const type = agency.data?.documentTypes.find((known) => known.id === id);
    return type ? format.say(type.name) : id;
  };
  const time = (value: string | null, told = true) =>
    value === null ? (
      <span className="text-ink-soft">{told ? '―' : t('letters.notTold')}</span>
    ) : (
      <span className="whitespace-nowrap">{format.rowDate(value)}</span>
    );
  const column = (key: keyof typeof cells, rest: Partial<Column<ConsoleLetter>> = {}): Column<ConsoleLetter> => ({
    key,
    name: t(`letters.columns.${key}`),
    cell: cells[key],
    ...rest,
  });
  const cells = {
    title: (row: ConsoleLetter) => (
      <Link to="/letters/$env" params={{ env: row.env }} data-row className="link inline-flex min-h-11 items-center font-bold">
        {row.title}
      </Link>
    ),
    name: (row: ConsoleLetter) => <span className="whitespace-nowrap">{row.name}</span>,
    code: (row: ConsoleLetter) => <code>{row.code}</code>,
    type: (row: ConsoleLetter) => typeName(row.type),
    state: (row: ConsoleLetter) => <LetterStateBadge state={row.state} />,
    submitted: (row: ConsoleLetter) => time(row.submitted),
    arrived: (row: ConsoleLetter) => time(row.arrived),
    opened: (row: ConsoleLetter) => time(row.opened, row.openEvidence),
    displayed: (row: ConsoleLetter) => time(row.displayed, row.openEvidence),
    by: (row: ConsoleLetter) => row.by,
  };
  return [
    column('title', { head: true }),
    column('name'),
    column('code', { optional: true }),
    column('type', { optional: true }),
    column('state'),
    column('submitted'),
    column('arrived'),
    column('opened'),
    column('displayed', { optional: true }),
    column('by', { optional: true }),
  ];
}

export function Letters() {
  const { t } = useTranslation('console');
  const { state, type, q, from, to, batch, code } = useSearch({ strict: false });
  const navigate = useNavigate();
  const letters = useInfiniteQuery(lettersQuery({ state, type, q, from, to, batch, code }));
  const columns = useColumns();
  const rows = letters.data?.pages.flatMap((page) => page.items) ?? [];
  const page = letters.data?.pages[0];
  return (
    <div className="flex flex-col gap-6">
      <PageHeading>{t('letters.title')}</PageHeading>
      <LetterFilters counts={page?.counts} />
      {batch !== undefined && <p className="text-std-16N-170">{t('letters.inBatch', { id: batch.slice(0, 8) })}</p>}
      {code !== undefined && <p className="text-std-16N-170">{t('letters.ofPerson', { code })}</p>}
      {letters.isPending && <RowsSkeleton rows={8} />}
      {letters.isError && <ErrorPanel error={askErrorOf(letters.error)} onRetry={() => void letters.refetch()} />}
      {letters.data && rows.length === 0 && (
        <EmptyState icon="mail" title={t('letters.empty')}>
          <Button look="secondary" small onPress={() => void navigate({ to: '/letters', search: {} })}>
            {t('letters.clear')}
          </Button>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <DataTable
          slot="letters"
          label={t('letters.list')}
          columns={columns}
          rows={rows}
          keyOf={(row) => row.env}
          foot={
            <TableFoot
              total={page?.total ?? 0}
              hasNext={letters.hasNextPage}
              loading={letters.isFetchingNextPage}
              onMore={() => void letters.fetchNextPage()}
            />
          }
        />
      )}
    </div>
  );
}
