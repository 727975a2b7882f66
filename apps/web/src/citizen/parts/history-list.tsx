// The history by day: time, sentence, and on demand purpose, basis and the number of the decision.
import type { AccessEvent } from '@shishobako/contracts/citizen-api';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Facts } from '../../ui/facts.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { historyIcon, useHistorySentence } from './history-sentence.tsx';

function byDay(events: readonly AccessEvent[], dayOf: (time: string) => string): [string, AccessEvent[]][] {
  const days = new Map<string, AccessEvent[]>();
  for (const event of events) {
    const day = dayOf(event.time);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days];
}

function Line({ event, linkLetter }: { event: AccessEvent; linkLetter: boolean }) {
  const { t } = useTranslation('citizen');
  const format = useFormat();
  const sentence = useHistorySentence();
  const facts = [
    { name: t('records.purpose'), value: format.say(event.purpose) },
    ...(event.basis.length ? [{ name: t('records.basis'), value: event.basis.map((b) => format.say(b.text)).join(' / ') }] : []),
    ...(event.level ? [{ name: t('records.level'), value: t(`records.levels.${event.level}`) }] : []),
    ...(event.decision ? [{ name: t('records.decision'), value: <code className="text-sm">{event.decision}</code> }] : []),
  ];
  return (
    <li className="flex gap-4 px-4 pb-1 pt-3 sm:px-6">
      <Icon name={historyIcon(event.action)} className="mt-1 size-5 text-solid-gray-700" />
      <div className="min-w-0 grow">
        <p className="text-std-16N-170">
          <time dateTime={event.time} className="mr-3 tabular-nums text-ink-soft">
            {format.time(event.time)}
          </time>
          {sentence(event)}{' '}
          {linkLetter && event.env && (
            <Link to="/letters/$env" params={{ env: event.env }} className="link inline-block py-0.5">
              {t('records.openLetter')}
            </Link>
          )}
        </p>
        <Disclosure quiet level={4} title={`${t('records.purpose')}: ${format.say(event.purpose)}`}>
          <Facts items={facts} />
        </Disclosure>
      </div>
    </li>
  );
}

export function HistoryList({ events, linkLetter = true }: { events: readonly AccessEvent[]; linkLetter?: boolean }) {
  const format = useFormat();
  return (
    <div className="flex flex-col gap-5">
      {byDay(events, format.date).map(([day, lines]) => (
        <div key={day} className="flex flex-col gap-2">
          <h3 className="text-std-16B-170 text-ink-soft">{day}</h3>
          <ul className="card divide-y divide-line">
            {lines.map((event) => (
              <Line key={event.id} event={event} linkLetter={linkLetter} />
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
