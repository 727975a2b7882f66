// Every access in a sentence, newest first, with who, why and by which authority (SVC-02); filters and export.
import type { AccessEvent } from '@shishobako/contracts/citizen-api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { PageHeading } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { useApi } from '../api/context.ts';
import { historyQuery } from '../api/queries.ts';
import { HistoryList } from '../parts/history-list.tsx';
import { useHistorySentence } from '../parts/history-sentence.tsx';
import { shownError } from '../shown-error.ts';

type Who = 'all' | 'self' | 'agency' | 'system';

const isOf = (who: Who, event: AccessEvent): boolean => {
  if (who === 'all') return true;
  if (who === 'self') return event.actor.kind === 'self' || event.actor.kind === 'proxy';
  if (who === 'agency') return event.actor.kind === 'agency';
  return event.actor.kind === 'system' || event.actor.kind === 'operator';
};

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function useExport() {
  const api = useApi();
  const sentence = useHistorySentence();
  const { i18n } = useTranslation('citizen');
  const lang = i18n.language === 'en' ? 'en' : 'ja';
  return async (): Promise<void> => {
    const rows: string[] = ['time,sentence,actor,purpose,basis,letter,decision'];
    for (let cursor: string | undefined = undefined as string | undefined, more = true; more; ) {
      const page = await api.readHistory({ limit: 100, ...(cursor !== undefined && { cursor }) });
      if (!page.ok) break;
      for (const event of page.value.items) {
        const basis = event.basis.map((b) => b.text[lang]).join(' / ');
        const cells = [
          event.time,
          sentence(event),
          event.actor.name[lang],
          event.purpose[lang],
          basis,
          event.env ?? '',
          event.decision ?? '',
        ];
        rows.push(cells.map(cell).join(','));
      }
      cursor = page.value.next ?? undefined;
      more = cursor !== undefined;
    }
    saveFile('shishobako-records.csv', 'text/csv;charset=utf-8', `\uFEFF${rows.join('\r\n')}\r\n`);
  };
}

export function Records() {
  const { t } = useTranslation('citizen');
  const { t: ui } = useTranslation('ui');
  const { env } = useSearch({ strict: false });
  const history = useInfiniteQuery(historyQuery(useApi(), { ...(env !== undefined && { env }) }));
  const [who, setWho] = useState<Who>('all');
  const [exporting, setExporting] = useState(false);
  const exportAll = useExport();
  const all = history.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = all.filter((event) => isOf(who, event));
  return (
    <div className="flex flex-col gap-6">
      <PageHeading lead={t('records.lead')}>{t('records.title')}</PageHeading>
      <div className="no-print flex flex-wrap items-center justify-between gap-3">
        <Segmented
          label={t('records.filter')}
          value={who}
          options={(['all', 'self', 'agency', 'system'] as const).map((value) => ({ value, label: t(`records.${value}`) }))}
          onChange={setWho}
        />
        <Button
          look="quiet"
          small
          icon="download"
          isPending={exporting}
          onPress={() => {
            setExporting(true);
            void exportAll().finally(() => setExporting(false));
          }}
        >
          {exporting ? t('records.exporting') : t('records.export')}
        </Button>
      </div>
      {env !== undefined && (
        <p className="text-std-16N-170">
          {t('records.forLetter')}{' '}
          <Link to="/records" search={{}} className="link">
            {t('records.showAll')}
          </Link>
        </p>
      )}
      {history.isPending && <RowsSkeleton rows={5} />}
      {history.isError && <ErrorPanel error={shownError(t, history.error)} onRetry={() => void history.refetch()} />}
      {history.data && shown.length === 0 && (
        <EmptyState icon="record" title={all.length === 0 ? t('records.empty') : t('records.emptyFilter')} />
      )}
      {shown.length > 0 && (
        <section aria-label={t('records.list')}>
          <h2 className="sr-only">{t('records.list')}</h2>
          <HistoryList events={shown} />
        </section>
      )}
      {history.hasNextPage && (
        <div className="self-center">
          <Button look="secondary" isPending={history.isFetchingNextPage} onPress={() => void history.fetchNextPage()}>
            {ui('more')}
          </Button>
        </div>
      )}
    </div>
  );
}
