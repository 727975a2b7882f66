// By time: what is late, this week, this month, then. Steps that can be done in one go stand in one frame.
import type { Plan, PlanItem } from '@shishobako/concierge-engine/plan-types';
import { byTime } from '../model/views.ts';
import { useWords } from '../words.ts';
import { ItemRow } from './item-row.tsx';

/** Neighbours in the order that the catalogue says are filed together. */
function runs(plan: Plan, items: readonly PlanItem[]): PlanItem[][] {
  const pairs = new Set(
    plan.edges.flatMap((edge) => (edge.kind === 'same-time' ? [`${edge.before} ${edge.after}`, `${edge.after} ${edge.before}`] : [])),
  );
  const out: PlanItem[][] = [];
  for (const item of items) {
    const last = out.at(-1);
    if (last?.some((other) => pairs.has(`${other.id} ${item.id}`))) last.push(item);
    else out.push([item]);
  }
  return out;
}

const dots = {
  overdue: 'border-red-900 bg-red-900',
  week: 'border-orange-900 bg-orange-900',
  month: 'border-blue-900 bg-blue-900',
  season: 'border-blue-900 bg-white',
  open: 'border-solid-gray-600 bg-white',
  done: 'border-green-800 bg-green-800',
};

export function TimelineView({ plan }: { plan: Plan }) {
  const { t } = useWords();
  return (
    <ol className="flex flex-col">
      {byTime(plan).map(({ band, items }) => (
        <li
          key={band}
          className="relative flex flex-col gap-3 border-l-2 border-line pb-9 pl-5 last:border-transparent last:pb-0 sm:pl-8 print:border-none print:pb-4 print:pl-0"
        >
          <span
            aria-hidden="true"
            className={`absolute -left-[0.5625rem] top-1.5 size-4 rounded-full border-2 print:hidden ${dots[band]}`}
          />
          <h2 className="text-std-18B-160">{t(`plan.bands.${band}`)}</h2>
          {band === 'overdue' && <p className="text-std-16N-170 text-ink-soft">{t('plan.bandsHelp.overdue')}</p>}
          <ul className="flex flex-col gap-3">
            {runs(plan, items).map((run) => (
              <li key={run[0]?.id} className="card overflow-hidden">
                {run.length > 1 && run.some((item) => item.filedBy === 'applicant') && (
                  <p className="border-b border-line bg-blue-50 px-5 py-2 text-[0.9375rem] font-bold leading-160 text-blue-1000">
                    {t('plan.together')}
                  </p>
                )}
                <ul className="divide-y divide-line">
                  {run.map((item) => (
                    <ItemRow key={item.id} item={item} />
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
