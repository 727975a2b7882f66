// Days left in words, with an icon and a colour that say the same.
import type { ByWhen } from '@shishobako/concierge-engine/plan-types';
import { Badge } from '../../../ui/badge.tsx';
import type { Words } from '../words.ts';
import { useWords } from '../words.ts';

export function dueWords(t: Words['t'], daysLeft: number | null): string {
  if (daysLeft === null) return t('due.none');
  if (daysLeft < 0) return t('due.over', { count: -daysLeft });
  if (daysLeft === 0) return t('due.today');
  return daysLeft === 1 ? t('due.tomorrow') : t('due.left', { count: daysLeft });
}

export function DueChip({ when }: { when: Pick<ByWhen, 'daysLeft'> }) {
  const { t } = useWords();
  const { daysLeft } = when;
  if (daysLeft === null) return null;
  const tone = daysLeft < 0 ? 'red' : daysLeft <= 7 ? 'orange' : 'neutral';
  return (
    <Badge tone={tone} icon={daysLeft < 0 ? 'warning' : 'clock'}>
      {dueWords(t, daysLeft)}
    </Badge>
  );
}
