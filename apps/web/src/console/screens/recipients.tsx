// People in the agency's own records, who can be reached, and the invitation for who cannot.
import type { ConsoleRecipient } from '@shishobako/contracts/console-api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askErrorOf } from '../../ui/ask.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Field } from '../../ui/field.tsx';
import { useFormat } from '../../ui/format.ts';
import { PageHeading } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { TableFoot } from '../../ui/table-foot.tsx';
import { recipientsQuery } from '../api/console-queries.ts';
import { InviteDialog } from '../parts/invite-dialog.tsx';
import { LinkStateBadge } from '../parts/state-badge.tsx';

function useColumns(invite: (recipient: ConsoleRecipient) => void): Column<ConsoleRecipient>[] {
  const { t } = useTranslation('console');
  const format = useFormat();
  const cells: Record<'name' | 'kana' | 'code' | 'link' | 'letters' | 'lastSent' | 'action', (row: ConsoleRecipient) => React.ReactNode> = {
    name: (row) => <span className="whitespace-nowrap font-bold">{row.name}</span>,
    kana: (row) => row.kana ?? '―',
    code: (row) => <code>{row.code}</code>,
    link: (row) => <LinkStateBadge state={row.link} />,
    letters: (row) => (
      <Link to="/letters" search={{ code: row.code }} className="link inline-flex min-h-11 items-center">
        {format.number(row.letters)}
      </Link>
    ),
    lastSent: (row) => (row.lastSent === null ? '―' : format.rowDate(row.lastSent)),
    action: (row) =>
      row.link === 'reachable' ? (
        <Link to="/compose" search={{ code: row.code }} data-row className={buttonClass('quiet', true)}>
          {t('recipients.send')}
          <span className="sr-only">: {row.name}</span>
        </Link>
      ) : (
        <Button look="quiet" small onPress={() => invite(row)}>
          {t('recipients.invite')}
          <span className="sr-only">: {row.name}</span>
        </Button>
      ),
  };
  const keys = ['name', 'kana', 'code', 'link', 'letters', 'lastSent', 'action'] as const;
  return keys.map((key) => ({
    key,
    name: t(`recipients.columns.${key}`),
    cell: cells[key],
    ...(key === 'name' && { head: true }),
    ...(key === 'letters' && { numeric: true }),
    ...((key === 'kana' || key === 'code') && { optional: true }),
  }));
}

export function Recipients() {
  const { t } = useTranslation('console');
  const { q, link } = useSearch({ strict: false });
  const { number } = useFormat();
  const navigate = useNavigate();
  const [words, setWords] = useState(q ?? '');
  const [inviting, setInviting] = useState<ConsoleRecipient>();
  const recipients = useInfiniteQuery(recipientsQuery({ q, link }));
  const columns = useColumns(setInviting);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (words !== (q ?? '')) void navigate({ to: '/recipients', search: { link, q: words || undefined }, replace: true });
    }, 300);
    return () => clearTimeout(timer);
  });
  const rows = recipients.data?.pages.flatMap((page) => page.items) ?? [];
  const page = recipients.data?.pages[0];
  const all = page && Object.values(page.counts).reduce((sum, count) => sum + count, 0);
  const option = (value: ConsoleRecipient['link']) => ({
    value,
    label: `${t(`link.${value}`)} ${page ? number(page.counts[value]) : ''}`.trim(),
  });
  return (
    <div className="flex flex-col gap-6">
      <PageHeading lead={t('recipients.lead')}>{t('recipients.title')}</PageHeading>
      <div className="flex flex-col gap-4">
        <Segmented
          label={t('recipients.link')}
          value={link ?? 'any'}
          options={[
            { value: 'any', label: `${t('recipients.any')} ${all === undefined ? '' : number(all)}`.trim() },
            option('reachable'),
            option('invited'),
            option('none'),
          ]}
          onChange={(next) => void navigate({ to: '/recipients', search: { q, link: next === 'any' ? undefined : next } })}
        />
        <div className="max-w-md">
          <Field label={t('recipients.search')} type="search" value={words} onChange={setWords} />
        </div>
      </div>
      {recipients.isPending && <RowsSkeleton rows={8} />}
      {recipients.isError && <ErrorPanel error={askErrorOf(recipients.error)} onRetry={() => void recipients.refetch()} />}
      {recipients.data && rows.length === 0 && <EmptyState icon="people" title={t('recipients.empty')} />}
      {rows.length > 0 && (
        <DataTable
          slot="recipients"
          label={t('recipients.list')}
          columns={columns}
          rows={rows}
          keyOf={(row) => row.code}
          foot={
            <TableFoot
              total={page?.total ?? 0}
              hasNext={recipients.hasNextPage}
              loading={recipients.isFetchingNextPage}
              onMore={() => void recipients.fetchNextPage()}
            />
          }
        />
      )}
      {inviting && <InviteDialog recipient={inviting} onClose={() => setInviting(undefined)} />}
    </div>
  );
}
