// Agencies that may send here, since when; ending a link names what stops and what stays.
import type { Link } from '@shishobako/contracts/citizen-api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { useApi, valueFrom } from '../api/context.ts';
import { linksQuery } from '../api/queries.ts';
import { shownError } from '../shown-error.ts';

function EndLink({ link, onClose, onEnded }: { link: Link; onClose: () => void; onEnded: () => void }) {
  const { t } = useTranslation('citizen');
  const { t: ui } = useTranslation('ui');
  const { say } = useFormat();
  const api = useApi();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => valueFrom(api.endLink(link.alias)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['links'] });
      onEnded();
    },
  });
  return (
    <Dialog onClose={onClose} title={t('settings.links.endTitle', { agency: say(link.agency.name) })}>
      <p className="text-std-16N-170">{t('settings.links.endText')}</p>
      {end.isError && <ErrorPanel error={shownError(t, end.error)} />}
      <DialogActions>
        <Button look="secondary" onPress={onClose}>
          {ui('cancel')}
        </Button>
        <Button look="danger" isPending={end.isPending} onPress={() => end.mutate()}>
          {t('settings.links.endConfirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

export function LinkedAgencies() {
  const { t } = useTranslation('citizen');
  const format = useFormat();
  const links = useQuery(linksQuery(useApi()));
  const [ending, setEnding] = useState<Link>();
  const [ended, setEnded] = useState<string>();
  return (
    <Section title={t('settings.links.title')}>
      {links.isPending && <RowsSkeleton rows={2} />}
      {links.isError && <ErrorPanel error={shownError(t, links.error)} onRetry={() => void links.refetch()} />}
      {ended !== undefined && <Notice tone="success" title={t('settings.links.ended', { agency: ended })} live />}
      {links.data?.links.length === 0 && <p className="text-std-16N-170 text-ink-soft">{t('settings.links.none')}</p>}
      {links.data && links.data.links.length > 0 && (
        <ul className="card divide-y divide-line">
          {links.data.links.map((link) => (
            <li key={link.alias} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-6">
              <Icon name="building" className="size-6 text-solid-gray-700" />
              <span className="flex min-w-[min(10rem,100%)] grow basis-48 flex-col">
                <span className="text-std-17B-170">{format.say(link.agency.name)}</span>
                <span className="text-[0.9375rem] text-ink-soft">{t('settings.links.since', { date: format.date(link.since) })}</span>
              </span>
              <Button look="quiet" small onPress={() => setEnding(link)}>
                {t('settings.links.end')}
                <span className="sr-only">: {format.say(link.agency.name)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {ending && (
        <EndLink
          link={ending}
          onClose={() => setEnding(undefined)}
          onEnded={() => {
            setEnded(format.say(ending.agency.name));
            setEnding(undefined);
          }}
        />
      )}
    </Section>
  );
}
