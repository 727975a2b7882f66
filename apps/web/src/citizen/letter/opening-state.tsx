// Three honest states of a letter: sealed, being opened with the card's session, open on this device only. No padlock theatre.
import type { OpeningStep } from '@shishobako/device/open-letter';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useLostFocus } from '../../ui/use-lost-focus.ts';

export function Sealed({ tells, known, onOpen }: { tells: boolean | null; known: boolean; onOpen: () => void }) {
  const { t } = useTranslation('citizen');
  return (
    <section aria-label={t('letter.sealed.title')} className="card flex flex-col items-start gap-4 p-6 sm:p-8">
      <Badge icon="mail">{t('letter.sealed.title')}</Badge>
      <p className="text-std-17N-170">{known ? t('letter.sealed.text') : t('letter.sealed.unknown')}</p>
      {tells !== null && (
        <p className="flex items-start gap-2 text-std-16N-170">
          <Icon name="info" className="mt-1 size-5 text-blue-900" />
          {tells ? t('letter.sealed.tells') : t('letter.sealed.silent')}
        </p>
      )}
      <Button icon="mailOpen" onPress={onOpen} autoFocus>
        {t('letter.sealed.open')}
      </Button>
    </section>
  );
}

const order = ['deciding', 'releasing', 'fetching', 'verifying'] as const;

export function BeingOpened({ step, fraction }: { step: OpeningStep; fraction: number }) {
  const { t } = useTranslation('citizen');
  const at = order.indexOf(step as (typeof order)[number]);
  const place = useLostFocus<HTMLElement>();
  return (
    <section ref={place} tabIndex={-1} aria-label={t('letter.opening.title')} className="card flex flex-col gap-5 p-6 sm:p-8">
      <div className="self-start">
        <Badge tone="blue" icon="card">
          {t('letter.opening.title')}
        </Badge>
      </div>
      <ol className="flex flex-col gap-3">
        {order.map((name, index) => (
          <li
            key={name}
            className={`flex items-center gap-3 text-std-16N-170 ${index > at ? 'text-ink-soft' : ''}`}
            {...(index === at && { 'aria-current': 'step' })}
          >
            <span
              aria-hidden="true"
              className={`flex size-6 shrink-0 items-center justify-center rounded-full border-2 ${
                index < at
                  ? 'border-green-800 bg-green-800 text-white'
                  : index === at
                    ? 'breathing border-blue-900 bg-blue-900'
                    : 'border-solid-gray-500'
              }`}
            >
              {index < at && <Icon name="check" className="size-4" />}
            </span>
            {t(`letter.opening.${name}`)}
            {name === 'fetching' && index === at && fraction > 0 && <span className="tabular-nums">{Math.round(fraction * 100)}%</span>}
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {at >= 0 ? t(`letter.opening.${order[at] ?? 'deciding'}`) : ''}
      </p>
    </section>
  );
}

export function OpenHere() {
  const { t } = useTranslation('citizen');
  const place = useLostFocus<HTMLParagraphElement>();
  return (
    <p
      ref={place}
      tabIndex={-1}
      className="no-print flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.9375rem] leading-160 text-ink-soft"
    >
      <Badge tone="green" icon="mailOpen">
        {t('letter.open.title')}
      </Badge>
      <span>{t('letter.open.text')}</span>
    </p>
  );
}
