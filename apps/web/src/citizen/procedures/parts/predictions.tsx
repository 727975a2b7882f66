// What may follow, quietly, with its reason; switched off it is not even computed (CON-10).
import type { Plan } from '@shishobako/concierge-engine/plan-types';
import { Button } from '../../../ui/button.tsx';
import { Section } from '../../../ui/section.tsx';
import { Switch } from '../../../ui/switch.tsx';
import { useBegin } from '../screens/start.tsx';
import { useCase } from '../use-case.tsx';
import { useWords } from '../words.ts';
import { Said } from './said.tsx';

const likelihoods = ['high', 'medium', 'low'] as const;

export function Predictions({ plan }: { plan: Plan }) {
  const { t, say, format } = useWords();
  const { kept, change } = useCase();
  const begin = useBegin();
  const month = (day: string): string => format.month(day.slice(0, 7));
  return (
    <div className="no-print rounded-12 bg-paper-deep p-5 sm:p-6">
      <Section title={t('plan.predicted')}>
        <p className="text-[0.9375rem] leading-170 text-solid-gray-800">{t('plan.predictedText')}</p>
        <Switch label={t('plan.predict')} value={kept.predict} onChange={(predict) => change((now) => ({ ...now, predict }))} />
        {plan.predictions.length > 0 && (
          <ul className="flex flex-col divide-y divide-line">
            {plan.predictions.map((prediction) => {
              const likelihood = likelihoods.find((one) => one === prediction.likelihood) ?? 'low';
              return (
                <li
                  key={`${prediction.from} ${prediction.event}`}
                  className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-3"
                >
                  <div className="flex min-w-0 flex-col">
                    <span className="text-std-16B-170">{say(prediction.name)}</span>
                    <span className="text-[0.9375rem] leading-160 text-solid-gray-800">
                      {t(`plan.likelihood.${likelihood}`)}
                      {prediction.earliest !== null &&
                        prediction.latest !== null &&
                        `　${t('plan.predictedWhen', { from: month(prediction.earliest), to: month(prediction.latest) })}`}
                    </span>
                    {prediction.reason !== null && (
                      <span className="text-[0.9375rem] leading-160 text-solid-gray-800">
                        <Said text={prediction.reason} />
                      </span>
                    )}
                  </div>
                  <Button look="quiet" small onPress={() => begin(prediction.event)}>
                    {t('plan.begin')}
                    <span className="sr-only">{say(prediction.name)}</span>
                  </Button>
                </li>
              );
            })}
          </ul>
        )}
      </Section>
    </div>
  );
}
