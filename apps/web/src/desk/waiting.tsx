// カードを置いてください. A reader with a card begins by itself, once; in the demo one of the fictional cards is put down by hand.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { askErrorOf } from '../ui/ask.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { inputClass } from '../ui/field.tsx';
import { useFormat } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { cardsQuery } from './desk-calls.ts';
import { Panel } from './panel.tsx';

export function Waiting({
  fictional,
  day,
  onDay,
  done,
  onGone,
  onCard,
}: {
  fictional: boolean;
  day: string;
  onDay: (day: string) => void;
  done: string | null;
  onGone: () => void;
  onCard: (slot: string) => void;
}) {
  const { t } = useTranslation('desk');
  const { say } = useFormat();
  const dayId = useId();
  const cards = useQuery(cardsQuery);
  const all = cards.data?.cards ?? [];
  const lying = all.find(({ kind, present }) => kind === 'reader' && present)?.id ?? null;
  useEffect(() => {
    if (lying === null) {
      if (done !== null && cards.data) onGone();
    } else if (lying !== done) onCard(lying);
  }, [lying, done, cards.data, onGone, onCard]);
  const tray = all.filter(({ kind, present }) => kind === 'virtual' && present);
  return (
    <>
      <Panel tone="calm" title={t('waiting.title')} lead={t('waiting.lead')}>
        <div className="flex flex-col gap-1.5 sm:max-w-80">
          <label htmlFor={dayId} className="text-std-17B-170">
            {t('waiting.day')}
          </label>
          <input
            id={dayId}
            type="date"
            required
            value={day}
            onChange={(event) => event.target.value && onDay(event.target.value)}
            className={inputClass}
          />
        </div>
      </Panel>
      {cards.isError && <ErrorPanel error={askErrorOf(cards.error)} onRetry={() => void cards.refetch()} />}
      {fictional && tray.length > 0 && (
        <section className="flex flex-col gap-3" aria-labelledby={`${dayId}-tray`}>
          <h2 id={`${dayId}-tray`} className="text-std-20B-150">
            {t('waiting.tray')}
          </h2>
          <p className="text-std-16N-170 text-ink-soft">{t('waiting.trayNote')}</p>
          <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
            {tray.map(({ id, label }) => (
              <li key={id}>
                <button
                  type="button"
                  onClick={() => onCard(id)}
                  className="card flex min-h-16 w-full cursor-pointer items-center gap-4 px-4 py-3 text-left text-std-17N-170 hover:border-blue-900 hover:bg-blue-50"
                >
                  <Icon name="card" className="size-7 text-blue-900" />
                  {say(label)}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
