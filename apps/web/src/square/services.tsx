// Health of each service, with what it holds and what it never holds.
import { ServiceHealth } from '@shishobako/contracts/square-api';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, ask, askErrorOf } from '../ui/ask.ts';
import { Badge } from '../ui/badge.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useFormat } from '../ui/format.ts';
import { Section } from '../ui/section.tsx';
import { RowsSkeleton } from '../ui/skeleton.tsx';

export function Services() {
  const { t } = useTranslation('square');
  const { say } = useFormat();
  const health = useQuery({ queryKey: ['services'], queryFn: () => answerOf(ask(ServiceHealth, '/api/services')), refetchInterval: 5_000 });
  return (
    <Section title={t('services.title')}>
      <p className="text-std-16N-170 text-ink-soft">{t('services.lead')}</p>
      {health.isPending && <RowsSkeleton rows={4} />}
      {health.isError && <ErrorPanel error={askErrorOf(health.error)} onRetry={() => void health.refetch()} />}
      {health.data && (
        <ul className="card divide-y divide-line">
          {health.data.services.map((service) => (
            <li key={service.service} className="flex flex-col gap-1 px-5 py-4">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
                <h3 className="grow text-std-17B-170">
                  {say(service.name)} <code className="text-sm font-normal text-ink-soft">{new URL(service.url).host}</code>
                </h3>
                {service.milliseconds !== null && (
                  <span className="text-sm tabular-nums text-ink-soft">{t('services.ms', { n: service.milliseconds })}</span>
                )}
                <Badge tone={service.state === 'up' ? 'green' : 'red'} icon={service.state === 'up' ? 'check' : 'warning'}>
                  {t(`services.${service.state}`)}
                </Badge>
              </div>
              <p className="text-[0.9375rem] leading-160 text-solid-gray-800">{say(service.role)}</p>
              {service.documents !== null && (
                <a href={service.documents} className="link self-start py-0.5 text-[0.9375rem]">
                  {t('services.documents')}
                  <span className="sr-only">: {say(service.name)}</span>
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
