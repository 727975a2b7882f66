// 申請する: what agencies offer, and what was sent. Titles come from this device's own copies; nobody else has them.
import type { Application } from '@shishobako/contracts/application';
import type { CheckedDesk } from '@shishobako/device/apply';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { PageHeading, Section } from '../../ui/section.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { useApi } from '../api/context.ts';
import { shownError } from '../shown-error.ts';
import { applicationsQuery, copiesQuery, desksQuery } from './queries.ts';

const tones: Record<Application['state'], Tone> = {
  stored: 'neutral',
  submitted: 'blue',
  arrived: 'blue',
  received: 'green',
  returned: 'orange',
  failed: 'red',
};
export function ApplicationBadge({ state }: { state: Application['state'] }) {
  const { t } = useTranslation('citizen');
  return <Badge tone={tones[state]}>{t(`apply.state.${state}`)}</Badge>;
}

const rowClass =
  'card flex min-h-20 items-center justify-between gap-3 px-5 py-4 text-ink no-underline hover:border-blue-900 hover:bg-blue-50';

function Desk({ desk, alias }: CheckedDesk) {
  const { t } = useTranslation('citizen');
  const { say } = useFormat();
  const agency = say(desk.agency.name);
  return (
    <div className="flex flex-col gap-3">
      <h3 className="text-std-17B-170">{agency}</h3>
      {alias === null && (
        <p className="flex flex-wrap items-center gap-3 text-std-16N-170">
          {t('apply.notLinked', { agency })}
          <Link to="/settings" hash="connect" className={buttonClass('secondary')}>
            {t('apply.connect')}
          </Link>
        </p>
      )}
      {alias !== null && (
        <ul className="grid grid-cols-1 gap-3">
          {desk.forms.map((form) => (
            <li key={form.id}>
              <Link to="/apply/form" search={{ agency: desk.agency.id, form: form.id }} data-row className={rowClass}>
                <span className="flex min-w-0 flex-col gap-1">
                  <span className="text-std-17B-170">{say(form.name)}</span>
                  <span className="text-[0.9375rem] leading-160 text-ink-soft">{say(form.description)}</span>
                </span>
                <Icon name="right" className="size-5 text-blue-900" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function ApplicationRow({
  application,
  title,
  children,
}: {
  application: Application;
  title: string | undefined;
  children: ReactNode;
}) {
  const { t } = useTranslation('citizen');
  return (
    <li>
      <Link to="/apply/$env" params={{ env: application.env }} data-row className={rowClass}>
        <span className="flex min-w-0 flex-col gap-1">
          <span className="text-std-17B-170">{title ?? t('apply.untitled')}</span>
          <span className="text-[0.9375rem] leading-160 text-ink-soft">{children}</span>
        </span>
        <ApplicationBadge state={application.state} />
      </Link>
    </li>
  );
}

function Sent() {
  const { t } = useTranslation('citizen');
  const { say, rowDate } = useFormat();
  const api = useApi();
  const sent = useInfiniteQuery(applicationsQuery(api));
  const copies = useQuery(copiesQuery(api));
  if (sent.isPending) return <RowsSkeleton rows={3} />;
  if (sent.isError) return <ErrorPanel error={shownError(t, sent.error)} onRetry={() => void sent.refetch()} />;
  const items = sent.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <EmptyState icon="send" title={t('apply.none')} />;
  return (
    <>
      <ul className="flex flex-col gap-3">
        {items.map((one) => (
          <ApplicationRow key={one.env} application={one} title={copies.data?.[one.env]?.title}>
            {say(one.agency.name)}　{rowDate(one.stored)}
          </ApplicationRow>
        ))}
      </ul>
      {sent.hasNextPage && (
        <Button look="secondary" isPending={sent.isFetchingNextPage} onPress={() => void sent.fetchNextPage()}>
          {t('apply.more')}
        </Button>
      )}
    </>
  );
}

export function ApplyScreen() {
  const { t } = useTranslation('citizen');
  const api = useApi();
  const desks = useQuery(desksQuery(api));
  const offered = desks.data?.filter(({ desk }) => desk.forms.length > 0) ?? [];
  return (
    <div className="flex flex-col gap-10">
      <div className="flex flex-col gap-6">
        <Link to="/procedures" className="link inline-flex min-h-11 items-center gap-1 self-start">
          <Icon name="left" className="size-5" />
          {t('apply.toProcedures')}
        </Link>
        <PageHeading lead={t('apply.lead')}>{t('apply.title')}</PageHeading>
      </div>
      <Section title={t('apply.forms')}>
        {desks.isPending && <RowsSkeleton rows={2} />}
        {desks.isError && <ErrorPanel error={shownError(t, desks.error)} onRetry={() => void desks.refetch()} />}
        {desks.data && offered.length === 0 && <EmptyState icon="procedure" title={t('apply.noForms')} />}
        {offered.map((one) => (
          <Desk key={one.desk.agency.id} {...one} />
        ))}
      </Section>
      <Section title={t('apply.mine')}>
        <Sent />
      </Section>
    </div>
  );
}
