// Procedures of which one is chosen, side by side with what each would mean.
import type { Plan } from '@shishobako/concierge-engine/plan-types';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Section } from '../../../ui/section.tsx';
import { choose } from '../model/kept.ts';
import { useCase } from '../use-case.tsx';
import { useWords } from '../words.ts';
import { Said } from './said.tsx';

export function ChooseOne({ group, onChoose }: { group: Plan['chooseOne'][number]; onChoose: () => void }) {
  const { t, say, format } = useWords();
  const { change } = useCase();
  const ids = group.options.map((option) => option.id);
  const take = (id: string | undefined): void => {
    change((now) => choose(now, ids, id));
    onChoose();
  };
  return (
    <Section title={t('plan.choose')}>
      <p className="text-std-16N-170 text-ink-soft">{t('plan.chooseText')}</p>
      <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {group.options.map((option) => {
          const chosen = group.chosen === option.id;
          return (
            <li key={option.id} className={`card flex flex-col gap-4 p-5 ${chosen ? 'border-2 border-blue-900' : ''}`}>
              <div className="flex flex-wrap items-start justify-between gap-2">
                <h3 className="text-std-17B-170">{say(option.name)}</h3>
                {chosen && (
                  <Badge tone="blue" icon="check">
                    {t('plan.chosen')}
                  </Badge>
                )}
              </div>
              <div className="grow">
                <Facts
                  items={[
                    {
                      name: t('plan.tradeDue'),
                      value: option.due === null ? t('due.none') : t('due.by', { date: format.date(option.due) }),
                    },
                    { name: t('plan.tradeWhere'), value: <Said text={option.authority} /> },
                    { name: t('plan.tradeBring'), value: t('plan.papers', { count: option.documents }) },
                    {
                      name: t('plan.tradeCost'),
                      value: option.cost === null ? t('item.costVaries') : option.cost === 0 ? t('item.free') : format.yen(option.cost),
                    },
                    ...(option.note === null ? [] : [{ name: t('plan.tradeNote'), value: <Said text={option.note} /> }]),
                  ]}
                />
              </div>
              <Button look="secondary" onPress={() => take(chosen ? undefined : option.id)}>
                {chosen ? t('plan.unpick') : t('plan.pick')}
                <span className="sr-only">{say(option.name)}</span>
              </Button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
