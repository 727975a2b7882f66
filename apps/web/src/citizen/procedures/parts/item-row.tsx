// One step in a row: tick, name, days left, where, what comes before.
import type { PlanItem } from '@shishobako/concierge-engine/plan-types';
import { Link } from '@tanstack/react-router';
import { Checkbox } from 'react-aria-components';
import { Badge } from '../../../ui/badge.tsx';
import { tick } from '../model/kept.ts';
import { neighbours } from '../model/views.ts';
import { useCase } from '../use-case.tsx';
import { useWords } from '../words.ts';
import { CheckMark } from './big-choice.tsx';
import { DueChip } from './due-chip.tsx';
import { Place } from './place.tsx';

export function useNames(): (ids: readonly string[]) => string {
  const { say, list } = useWords();
  const { concierge } = useCase();
  return (ids) => list(ids.flatMap((id) => concierge.names.get(id) ?? []).map(say));
}

export function Tick({ item }: { item: PlanItem }) {
  const { t, say } = useWords();
  const { kept, change } = useCase();
  return (
    <Checkbox
      aria-label={t('plan.tick', { name: say(item.name) })}
      isSelected={kept.choices.done.includes(item.id)}
      onChange={(on) => change((now) => tick(now, item.id, on))}
      className="group -m-2 flex size-11 shrink-0 cursor-pointer items-center justify-center rounded-8"
    >
      <CheckMark />
    </Checkbox>
  );
}

export function ItemTags({ item }: { item: PlanItem }) {
  const { t } = useWords();
  if (item.filedBy === 'employer') return <Badge icon="building">{t('plan.employer')}</Badge>;
  return item.automatic ? <Badge icon="info">{t('plan.automatic')}</Badge> : null;
}

export function ItemRow({ item, place = true, papers = false }: { item: PlanItem; place?: boolean; papers?: boolean }) {
  const { t, say, list, format } = useWords();
  const { plan } = useCase();
  const names = useNames();
  const done = item.status === 'done';
  const { before } = plan ? neighbours(plan, item.id) : { before: [] };
  const due = item.byWhen.dueMoved;
  const bring = item.bring.filter((need) => need.need === 'required').flatMap((need) => need.options[0]?.name ?? []);
  return (
    <li className="flex break-inside-avoid items-start gap-4 px-4 py-4 sm:px-5">
      <Tick item={item} />
      <div className="flex min-w-0 grow flex-col gap-1.5 sm:flex-row sm:items-start sm:justify-between sm:gap-4">
        <div className="flex min-w-0 flex-col gap-1">
          <Link
            to="/procedures/item"
            hash={item.id}
            data-row=""
            className={`-my-2 py-2 text-std-17B-170 text-blue-1000 underline-offset-4 hover:underline ${done ? 'text-solid-gray-700 line-through' : 'no-underline'}`}
          >
            {say(item.name)}
          </Link>
          {place && (
            <p className="text-[0.9375rem] leading-160 text-ink-soft">
              <Place item={item} />
            </p>
          )}
          {papers && bring.length > 0 && (
            <p className="text-[0.9375rem] leading-160 text-ink-soft">{`${t('item.bring')}: ${list(bring.map(say), 5)}`}</p>
          )}
          {before.length > 0 && !done && (
            <p className="text-[0.9375rem] leading-160 text-ink-soft">{t('plan.after', { names: names(before) })}</p>
          )}
          <div className="empty:hidden">
            <ItemTags item={item} />
          </div>
        </div>
        {!done && (
          <div className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 sm:flex-col sm:items-end">
            <DueChip when={item.byWhen} />
            {due !== null && <span className="text-[0.9375rem] leading-160 text-ink-soft">{t('due.by', { date: format.date(due) })}</span>}
          </div>
        )}
      </div>
    </li>
  );
}
