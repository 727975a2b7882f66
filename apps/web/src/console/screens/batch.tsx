// One bulk order: what it would do, in sentences whose numbers are links; then its progress; then each row's result.
import type { BatchRowState, ConsoleBatch } from '@shishobako/contracts/console-api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, askErrorOf } from '../../ui/ask.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { PageHeading } from '../../ui/section.tsx';
import { TextSkeleton } from '../../ui/skeleton.tsx';
import { calls } from '../api/console-calls.ts';
import { batchQuery } from '../api/console-queries.ts';
import { DiscardBatch, StartBatch } from '../parts/batch-dialogs.tsx';
import { BatchRows } from '../parts/batch-rows.tsx';
import { BatchStateBadge } from '../parts/state-badge.tsx';

function RowsLink({ id, state, children }: { id: string; state: BatchRowState; children: string }) {
  return (
    <Link to="/batches/$id" params={{ id }} search={{ rows: state }} className="link">
      {children}
    </Link>
  );
}

/** "412人に送ります。7人は宛先が見つかりません。" */
function Plan({ batch }: { batch: ConsoleBatch }) {
  const { t } = useTranslation('console');
  const { counts, id } = batch;
  const troubles = [
    ['not-found', 'batch.notFound'],
    ['not-reachable', 'batch.notReachable'],
    ['invalid', 'batch.invalid'],
  ] as const;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-std-22B-150">
        {counts.ready === 0 ? (
          t('batch.nothing')
        ) : (
          <RowsLink id={id} state="ready">
            {t('batch.willSend', { count: counts.ready })}
          </RowsLink>
        )}
      </p>
      {troubles.map(([state, key]) =>
        counts[state] === 0 ? null : (
          <p key={state} className="flex items-center gap-2 text-std-17N-170">
            <Icon name="warning" className="size-5 text-orange-900" />
            <RowsLink id={id} state={state}>
              {t(key, { count: counts[state] })}
            </RowsLink>
          </p>
        ),
      )}
    </div>
  );
}

function Course({ batch }: { batch: ConsoleBatch }) {
  const { t } = useTranslation('console');
  const { sent, failed, ready } = batch.counts;
  const total = sent + failed + ready;
  return (
    <div className="flex max-w-2xl flex-col gap-3">
      <Progress label={batch.name} value={sent + failed} max={total} text={t('batch.progress', { total, done: sent })} />
      {batch.state === 'sending' && <p className="text-std-16N-170">{t('batch.leave')}</p>}
      {failed > 0 && (
        <p className="text-std-16N-170">
          <RowsLink id={batch.id} state="failed">
            {t('batch.failed', { count: failed })}
          </RowsLink>
        </p>
      )}
    </div>
  );
}

function Moves({ batch }: { batch: ConsoleBatch }) {
  const { t } = useTranslation('console');
  const { number } = useFormat();
  const queries = useQueryClient();
  const [dialog, setDialog] = useState<'start' | 'discard'>();
  const move = useMutation({
    mutationFn: (to: 'pause' | 'resume') => answerOf(calls.moveBatch(batch.id, to)),
    onSuccess: (next) => queries.setQueryData(['batch', batch.id], next),
  });
  return (
    <div className="flex flex-col gap-4">
      {move.isError && <ErrorPanel error={askErrorOf(move.error)} />}
      <div className="flex flex-wrap gap-3">
        {batch.state === 'ready' && (
          <>
            <Button icon="send" isDisabled={batch.counts.ready === 0} onPress={() => setDialog('start')}>
              {t('batch.start', { n: number(batch.counts.ready) })}
            </Button>
            <Button look="secondary" onPress={() => setDialog('discard')}>
              {t('batch.discard')}
            </Button>
          </>
        )}
        {batch.state === 'sending' && (
          <Button look="secondary" icon="pause" isPending={move.isPending} onPress={() => move.mutate('pause')}>
            {t('batch.pause')}
          </Button>
        )}
        {batch.state === 'paused' && (
          <Button icon="send" isPending={move.isPending} onPress={() => move.mutate('resume')}>
            {t('batch.resume')}
          </Button>
        )}
        {batch.state !== 'checking' && batch.state !== 'refused' && (
          <a href={`/api/batches/${batch.id}/results`} download={`${batch.name}-results.csv`} className={buttonClass('quiet')}>
            <Icon name="download" className="size-5" />
            {t('batch.results')}
          </a>
        )}
      </div>
      {dialog === 'start' && <StartBatch batch={batch} onClose={() => setDialog(undefined)} />}
      {dialog === 'discard' && <DiscardBatch batch={batch} onClose={() => setDialog(undefined)} />}
    </div>
  );
}

export function BatchScreen() {
  const { t } = useTranslation('console');
  const { say, number, dateTime } = useFormat();
  const { id = '' } = useParams({ strict: false });
  const batch = useQuery(batchQuery(id));
  const data = batch.data;
  return (
    <div className="flex flex-col gap-7">
      <Link to="/batches" className="link inline-flex min-h-11 items-center gap-1 self-start">
        <Icon name="left" className="size-5" />
        {t('batch.back')}
      </Link>
      <div className="flex flex-col gap-2">
        {data && (
          <div className="flex items-center gap-3">
            <BatchStateBadge state={data.state} />
            <span className="text-[0.9375rem] text-ink-soft">{dateTime(data.created)}</span>
          </div>
        )}
        <PageHeading>{data?.name ?? t('batches.title')}</PageHeading>
      </div>
      {batch.isPending && <TextSkeleton lines={5} />}
      {batch.isError && <ErrorPanel error={askErrorOf(batch.error)} onRetry={() => void batch.refetch()} />}
      {data?.problem && (
        <Notice tone={data.state === 'refused' ? 'error' : 'warning'} title={say(data.problem.text)}>
          {data.problem.detail !== null && <p>{data.problem.detail}</p>}
          <code className="text-sm">{data.problem.code}</code>
        </Notice>
      )}
      {data?.state === 'checking' && (
        <p role="status" className="breathing text-std-17N-170">
          {t('batch.checking', { rows: number(data.rows) })}
        </p>
      )}
      {data?.state === 'ready' && <Plan batch={data} />}
      {data && ['sending', 'paused', 'done'].includes(data.state) && <Course batch={data} />}
      {data && <Moves batch={data} />}
      {data && data.state !== 'checking' && data.state !== 'refused' && <BatchRows batch={data} />}
    </div>
  );
}
