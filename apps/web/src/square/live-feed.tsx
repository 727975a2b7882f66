// What has just happened: sealed, arrived, opened. One letter can be followed by its number, never by its owner.
import type { FeedEvent, FeedKind } from '@shishobako/contracts/square-api';
import { useTranslation } from 'react-i18next';
import { Badge } from '../ui/badge.tsx';
import { useFormat } from '../ui/format.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Section } from '../ui/section.tsx';
import { ScrollingList } from './scrolling-list.tsx';
import { useFeed } from './use-feed.ts';

const looks: Record<FeedKind, { icon: IconName; ink: string }> = {
  sealed: { icon: 'send', ink: 'bg-blue-50 text-blue-900' },
  arrived: { icon: 'mail', ink: 'bg-blue-50 text-blue-900' },
  notified: { icon: 'info', ink: 'bg-solid-gray-50 text-solid-gray-800' },
  opened: { icon: 'mailOpen', ink: 'bg-green-50 text-green-900' },
  displayed: { icon: 'eye', ink: 'bg-green-50 text-green-900' },
  linked: { icon: 'link', ink: 'bg-paper-deep text-solid-gray-800' },
  failed: { icon: 'warning', ink: 'bg-red-50 text-red-900' },
};

function Line({ event }: { event: FeedEvent }) {
  const { t } = useTranslation('square');
  const format = useFormat();
  const look = looks[event.kind];
  return (
    <li className="flex gap-3 px-4 py-3">
      <span className={`mt-0.5 flex size-9 shrink-0 items-center justify-center rounded-full ${look.ink}`}>
        <Icon name={look.icon} className="size-5" />
      </span>
      <span className="flex min-w-0 flex-col">
        <span className="text-std-16N-170">
          {t(`feed.kinds.${event.kind}`, { agency: event.agency ? format.say(event.agency.name) : t('feed.someAgency') })}
        </span>
        <span className="flex flex-wrap gap-x-3 text-sm text-ink-soft">
          <time dateTime={event.time} className="tabular-nums">
            {format.clock(event.time)}
          </time>
          {event.letter !== null && <span>{t('feed.letter', { id: event.letter })}</span>}
          <span>{event.service}</span>
        </span>
      </span>
    </li>
  );
}

export function LiveFeed() {
  const { t } = useTranslation('square');
  const { events, connection } = useFeed();
  return (
    <Section
      title={t('feed.title')}
      action={
        <span role="status">
          {connection === 'live' && (
            <Badge tone="green" icon="check">
              {t('feed.live')}
            </Badge>
          )}
        </span>
      }
    >
      <p className="text-[0.9375rem] leading-160 text-ink-soft">{connection === 'lost' ? t('feed.lost') : t('feed.lead')}</p>
      {events.length === 0 ? (
        <p className="card px-5 py-8 text-center text-std-16N-170 text-ink-soft">{t('feed.empty')}</p>
      ) : (
        <ScrollingList label={t('feed.title')}>
          {events.map((event) => (
            <Line key={event.id} event={event} />
          ))}
        </ScrollingList>
      )}
    </Section>
  );
}
