// What opens this box: the card, and a phone beside it. Each with its end and its last use, so that a stranger's is noticed.
import type { Authenticator } from '@shishobako/contracts/phone';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { useApi } from '../api/context.ts';
import { authenticatorsQuery } from '../api/queries.ts';
import { shownError } from '../shown-error.ts';
import { PhoneDialog, type PhoneWork } from './phone-dialog.tsx';

const tones: Record<Authenticator['state'], Tone> = {
  valid: 'green',
  waiting: 'orange',
  replaced: 'neutral',
  ended: 'neutral',
  expired: 'orange',
};

function Row({ one, onEnd }: { one: Authenticator; onEnd: () => void }) {
  const { t } = useTranslation('citizen');
  const { date, dateTime } = useFormat();
  const { kind, state, notAfter, lastUsed, joined, current } = one;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-6">
      <Icon name={kind} className="size-6 text-solid-gray-700" />
      <span className="flex min-w-[min(10rem,100%)] grow basis-60 flex-col">
        <span className="flex flex-wrap items-center gap-2 text-std-17B-170">
          <span>{t(`settings.phone.kind.${kind}`)}</span>
          <Badge tone={tones[state]}>{t(`settings.phone.state.${state}`)}</Badge>
          {current && <Badge tone="blue">{t('settings.phone.current')}</Badge>}
        </span>
        <span className="text-[0.9375rem] leading-160 text-ink-soft">
          {state === 'valid' && `${t('settings.phone.until', { date: date(notAfter) })} `}
          {lastUsed === null
            ? t('settings.phone.unused', { date: date(joined) })
            : t('settings.phone.lastUsed', { time: dateTime(lastUsed) })}
        </span>
      </span>
      {kind === 'phone' && (state === 'valid' || state === 'waiting') && (
        <Button look="quiet" small onPress={onEnd}>
          {t('settings.phone.end')}
        </Button>
      )}
    </li>
  );
}

export function AuthenticatorList() {
  const { t } = useTranslation('citizen');
  const queries = useQueryClient();
  const list = useQuery(authenticatorsQuery(useApi()));
  const [work, setWork] = useState<PhoneWork>();
  const [done, setDone] = useState<{ work: PhoneWork; told: boolean }>();
  const hasPhone = list.data?.authenticators.some(({ kind, state }) => kind === 'phone' && state === 'valid');
  const finish = (told: boolean) => {
    if (work) setDone({ work, told });
    setWork(undefined);
    void queries.invalidateQueries({ queryKey: ['authenticators'] });
  };
  return (
    <Section title={t('settings.phone.title')}>
      {list.isPending && <RowsSkeleton rows={2} />}
      {list.isError && <ErrorPanel error={shownError(t, list.error)} onRetry={() => void list.refetch()} />}
      {done && <Notice tone="success" title={t(done.work === 'put' ? 'settings.phone.putDone' : 'settings.phone.endDone')} live />}
      {done && !done.told && <Notice tone="warning" title={t('settings.phone.authorityAway')} />}
      {list.data && (
        <ul className="card divide-y divide-line">
          {list.data.authenticators.map((one) => (
            <Row key={`${one.kind} ${one.joined} ${one.notAfter}`} one={one} onEnd={() => setWork('end')} />
          ))}
        </ul>
      )}
      <div className="flex flex-col items-start gap-3">
        <p className="text-std-16N-170">{t('settings.phone.text')}</p>
        <Button look="secondary" icon="phone" onPress={() => setWork('put')}>
          {t(hasPhone ? 'settings.phone.putOther' : 'settings.phone.put')}
        </Button>
      </div>
      {work && <PhoneDialog work={work} onClose={() => setWork(undefined)} onDone={finish} />}
    </Section>
  );
}
