// Bulk orders: read a file (which sends nothing), see each order and how far it is.
import type { ConsoleBatch } from '@shishobako/contracts/console-api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, askErrorOf } from '../../ui/ask.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { useFormat } from '../../ui/format.ts';
import { saveFile } from '../../ui/save-file.ts';
import { PageHeading, Section } from '../../ui/section.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { calls } from '../api/console-calls.ts';
import { agencyQuery, batchesQuery } from '../api/console-queries.ts';
import { BatchStateBadge } from '../parts/state-badge.tsx';

function Upload() {
  const { t } = useTranslation('console');
  const navigate = useNavigate();
  const agency = useQuery(agencyQuery);
  const [order, setOrder] = useState<readonly File[]>([]);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [missing, setMissing] = useState(false);
  const upload = useMutation({
    mutationFn: (file: File) => answerOf(calls.uploadBatch(file, files)),
    onSuccess: (batch) => navigate({ to: '/batches/$id', params: { id: batch.id } }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const [file] = order;
    setMissing(!file);
    if (file) upload.mutate(file);
  };
  const sample = (): void => {
    const type = agency.data?.documentTypes[0]?.id ?? 'municipal-notice/v1';
    saveFile('sample-order.csv', 'text/csv;charset=utf-8', `\uFEFFcode,type,title,text,files\r\nP-0001,${type},お知らせ,"本文です。",\r\n`);
  };
  return (
    <form onSubmit={submit} noValidate className="card flex flex-col gap-7 p-5 sm:p-8">
      <FileField
        label={t('batches.order')}
        help={t('batches.orderHelp')}
        add={t('compose.add')}
        remove={t('compose.remove')}
        files={order}
        accept={['.csv', '.ndjson', '.jsonl', 'text/csv', 'application/x-ndjson']}
        onChange={setOrder}
      />
      {missing && order.length === 0 && (
        <p role="alert" className="text-red-900">
          ＊{t('batches.missing')}
        </p>
      )}
      <FileField
        label={t('batches.files')}
        help={t('compose.filesHelp')}
        add={t('compose.add')}
        remove={t('compose.remove')}
        files={files}
        accept={['application/pdf', 'image/png', 'image/jpeg', 'text/plain', 'text/csv', 'application/json']}
        multiple
        onChange={setFiles}
      />
      {upload.isError && <ErrorPanel error={askErrorOf(upload.error)} />}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" isPending={upload.isPending}>
          {upload.isPending ? t('batches.uploading') : t('batches.upload')}
        </Button>
        <Button look="quiet" icon="download" onPress={sample}>
          {t('batches.sample')}
        </Button>
      </div>
    </form>
  );
}

export function Batches() {
  const { t } = useTranslation('console');
  const format = useFormat();
  const batches = useQuery(batchesQuery);
  const columns: Column<ConsoleBatch>[] = [
    {
      key: 'name',
      name: t('batches.name'),
      head: true,
      cell: (row) => (
        <Link to="/batches/$id" params={{ id: row.id }} data-row className="link inline-flex min-h-11 items-center font-bold">
          {row.name}
        </Link>
      ),
    },
    { key: 'state', name: t('batches.state'), cell: (row) => <BatchStateBadge state={row.state} /> },
    { key: 'rows', name: t('batches.rows'), numeric: true, cell: (row) => format.number(row.rows) },
    { key: 'sent', name: t('batch.rowStates.sent'), numeric: true, cell: (row) => format.number(row.counts.sent) },
    { key: 'failed', name: t('batch.rowStates.failed'), numeric: true, cell: (row) => format.number(row.counts.failed) },
    { key: 'created', name: t('batches.created'), cell: (row) => format.rowDate(row.created) },
    { key: 'by', name: t('batches.by'), cell: (row) => row.by, optional: true },
  ];
  return (
    <div className="flex flex-col gap-8">
      <PageHeading lead={t('batches.lead')}>{t('batches.title')}</PageHeading>
      <div className="max-w-4xl">
        <Upload />
      </div>
      <Section title={t('batches.list')}>
        {batches.isPending && <RowsSkeleton rows={3} />}
        {batches.isError && <ErrorPanel error={askErrorOf(batches.error)} onRetry={() => void batches.refetch()} />}
        {batches.data?.items.length === 0 && <p className="text-std-16N-170 text-ink-soft">{t('batches.none')}</p>}
        {batches.data && batches.data.items.length > 0 && (
          <DataTable slot="batches" label={t('batches.list')} columns={columns} rows={batches.data.items} keyOf={(row) => row.id} />
        )}
      </Section>
    </div>
  );
}
