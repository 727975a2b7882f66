// Days left in words, with an icon and a colour that say the same.
import type { ByWhen } from '@shishobako/concierge-engine/plan-types';
import { Badge } from '../../../ui/badge.tsx';
import type { Words } from '../words.ts';
import { useWords } from '../words.ts';

/** A recommended day before an event, not a day the law sets: passing it is no fault. */
const isSoft = (when: Shown): boolean => when.type === 'before' && when.hard !== true;

type Shown = Pick<ByWhen, 'daysLeft'> & Partial<Pick<ByWhen, 'type' | 'hard'>>;

export function dueWords(t: Words['t'], when: Shown): string {
  const { daysLeft } = when;
  if (daysLeft === null) return t('due.none');
  if (daysLeft < 0) return t(isSoft(when) ? 'due.soft' : 'due.over', { count: -daysLeft });
  if (daysLeft === 0) return t('due.today');
  return daysLeft === 1 ? t('due.tomorrow') : t('due.left', { count: daysLeft });
}

export function DueChip({ when }: { when: Shown }) {
  const { t } = useWords();
  const { daysLeft } = when;
  if (daysLeft === null) return null;
  const late = daysLeft < 0;
  const tone = late && !isSoft(when) ? 'red' : daysLeft <= 7 ? 'orange' : 'neutral';
  return (
    <Badge tone={tone} icon={late ? 'warning' : 'clock'}>
      {dueWords(t, when)}
    </Badge>
  );
}
