// One letter in a list: who sent it, whether that is certain, what it is about, when it came, what is due. Unread by weight and by word.
import type { Letter } from '@shishobako/device/list-letters';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/badge.tsx';
import { daysUntil, useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';

export const dueSoonDays = 14;

export function DueChip({ expires }: { expires: string | null }) {
  const { t } = useTranslation('citizen');
  const format = useFormat();
  if (expires === null) return null;
  const days = daysUntil(expires, Date.now());
  if (days < 0) return null;
  if (days > dueSoonDays) return <Badge>{t('letters.until', { date: format.rowDate(expires) })}</Badge>;
  return (
    <Badge tone={days <= 3 ? 'red' : 'orange'} icon="clock">
      {days === 0 ? t('home.dueToday') : t('home.dueIn', { count: days })}
    </Badge>
  );
}

/** The portal learns of the handover a moment after the device has said that the letter is on its screen: either means read. */
export const isUnread = (letter: Letter): boolean => letter.opened === null && letter.displayed === null;

export function LetterRow({ letter, far = false }: { letter: Letter; far?: boolean }) {
  const { t } = useTranslation('citizen');
  const format = useFormat();
  const unread = isUnread(letter);
  const attachments = letter.sealed?.parts.filter((part) => part.role === 'attachment').length ?? 0;
  return (
    <li className={far ? 'lazy-row' : ''}>
      <Link
        to="/letters/$env"
        params={{ env: letter.env }}
        data-row
        className="ring-inside group flex gap-3 px-4 py-4 no-underline hover:bg-blue-50 sm:gap-4 sm:px-6"
      >
        <span aria-hidden="true" className={`mt-2 size-2.5 shrink-0 rounded-full ${unread ? 'bg-blue-900' : 'bg-transparent'}`} />
        <span className="flex min-w-0 grow flex-col gap-1">
          <span className="flex flex-wrap items-center justify-between gap-x-4">
            <span className="inline-flex min-w-0 items-center gap-1.5 text-[0.9375rem] leading-160 text-ink-soft">
              <Icon
                name={letter.verified ? 'verified' : 'warning'}
                className={`size-5 ${letter.verified ? 'text-green-800' : 'text-red-900'}`}
              />
              <span className={unread ? 'font-bold text-ink' : ''}>{format.say(letter.agency.name)}</span>
              <span className="sr-only">{letter.verified ? t('letters.verified') : t('letters.unverified')}</span>
            </span>
            <time dateTime={letter.arrived} className="text-[0.9375rem] leading-160 text-ink-soft">
              {format.rowDate(letter.arrived)}
            </time>
          </span>
          <span
            lang={letter.sealed?.lang}
            className={`text-lg leading-160 ${unread ? 'font-bold' : ''} ${letter.sealed ? '' : 'text-ink-soft'} group-hover:underline`}
          >
            {unread && (
              <span lang={format.lang} className="sr-only">
                {t('letters.unreadMark')}{' '}
              </span>
            )}
            {letter.sealed?.title ?? t('letters.sealedTitle')}
          </span>
          <span className="flex flex-wrap items-center gap-2 text-[0.9375rem] leading-160 text-ink-soft">
            <Badge tone={letter.class === 'C3' || letter.class === 'C4' || letter.class === 'C5' ? 'blue' : 'neutral'}>
              {t(`class.${letter.class}`)}
            </Badge>
            <DueChip expires={letter.expires} />
            {attachments > 0 && (
              <span className="inline-flex items-center gap-1">
                <Icon name="clip" className="size-4" />
                {t('letters.attachment', { count: attachments })}
              </span>
            )}
          </span>
        </span>
        <Icon name="right" className="mt-1 size-5 self-center text-solid-gray-600" />
      </Link>
    </li>
  );
}
