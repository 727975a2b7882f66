// By place: one office, one visit, with what to bring; the sheet to take along.
import type { Plan } from '@shishobako/concierge-engine/plan-types';
import { byPlace } from '../model/views.ts';
import { useWords } from '../words.ts';
import { ItemRow } from './item-row.tsx';
import { Said } from './said.tsx';

export function ListView({ plan }: { plan: Plan }) {
  const { t, lang } = useWords();
  return (
    <ul className="flex flex-col gap-7">
      {byPlace(plan).map(({ key, items }) => {
        const [first] = items;
        return (
          first && (
            <li key={key} className="flex flex-col gap-3">
              <h2 className="text-std-18B-160">
                {key === 'employer' ? t('plan.employer') : <Said text={first.where.name} />}
                {key !== 'employer' && first.where.jurisdiction.id !== 'none' && (
                  <span className="text-std-16N-170 text-ink-soft">
                    {lang === 'ja' ? '　' : ' – '}
                    <Said text={first.where.jurisdiction.name} />
                  </span>
                )}
              </h2>
              <ul className="card divide-y divide-line overflow-hidden">
                {items.map((item) => (
                  <ItemRow key={item.id} item={item} place={false} papers />
                ))}
              </ul>
            </li>
          )
        );
      })}
    </ul>
  );
}
