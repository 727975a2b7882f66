// What stands of a certificate, and the lines of the history.
import type { CounterEvent, CounterPerson, PossibleWork } from '@shishobako/contracts/counter-api';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { askErrorOf } from '../ui/ask.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useFormat } from '../ui/format.ts';
import { calls } from './counter-calls.ts';

type Certificate = NonNullable<CounterPerson['card']>['signature'];
const tones: Record<Certificate['state'], Tone> = { valid: 'green', revoked: 'red', expired: 'orange', none: 'neutral' };

export function CertificateState({ certificate }: { certificate: Certificate }) {
  const { t } = useTranslation('counter');
  const format = useFormat();
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3">
      <Badge tone={tones[certificate.state]}>{t(`state.${certificate.state}`)}</Badge>
      {certificate.state === 'valid' && certificate.notAfter && (
        <span className="text-[0.9375rem] text-ink-soft">{t('person.until', { date: format.date(certificate.notAfter) })}</span>
      )}
    </span>
  );
}

export const shownName = (name: string): string => name.replace('　', ' ');

function useAction(): (action: CounterEvent['action']) => string {
  const { t } = useTranslation('counter');
  return (action) => {
    switch (action) {
      case 'admit':
        return t('history.admit');
      case 'clerk.signed-in':
        return t('history.clerk_signed-in');
      case 'clerk.signed-out':
        return t('history.clerk_signed-out');
      case 'clerk.refused':
        return t('history.clerk_refused');
      default:
        return t(`work.${action satisfies PossibleWork['work']}`);
    }
  };
}

export function History({ person }: { person: string | null }) {
  const { t } = useTranslation('counter');
  const format = useFormat();
  const action = useAction();
  const history = useQuery({ queryKey: ['history', person], queryFn: () => calls.history(person) });
  if (history.isError) return <ErrorPanel error={askErrorOf(history.error)} onRetry={() => void history.refetch()} />;
  const items = history.data?.items ?? [];
  if (items.length === 0) return <p className="text-ink-soft">{t('person.noHistory')}</p>;
  return (
    <ul className="card divide-y divide-line">
      {items.map((event) => (
        <li key={event.id} className="flex flex-wrap items-baseline gap-x-4 px-5 py-3">
          <span className="text-[0.9375rem] text-ink-soft">{format.dateTime(event.time)}</span>
          <span>{t('history.line', { by: event.by, action: action(event.action) })}</span>
          {person === null && event.person && <span className="font-bold">{shownName(event.person.name)}</span>}
        </li>
      ))}
    </ul>
  );
}
