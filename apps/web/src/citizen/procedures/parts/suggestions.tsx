// A letter that arrived and was opened here suggests the procedures that use it, until taken or put aside (CON-30).
import { useNavigate } from '@tanstack/react-router';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Section } from '../../../ui/section.tsx';
import { beginEvent, dismiss } from '../model/kept.ts';
import { useCase } from '../use-case.tsx';
import { useWords } from '../words.ts';

export function Suggestions({ only }: { only?: string }) {
  const { t, say } = useWords();
  const { kept, concierge, plan, change } = useCase();
  const navigate = useNavigate();
  const inPlan = plan?.order ?? [];
  const fresh = kept.arrived
    .filter((letter) => !kept.suggested.includes(letter.document) && (only === undefined || only === letter.document))
    .map((letter) => ({ letter, found: concierge.suggest(letter, inPlan) }))
    .filter(({ found }) => found.length > 0)
    .slice(-2);
  if (fresh.length === 0) return null;
  return (
    <Section title={t('letter.title')}>
      <ul className="flex flex-col gap-3">
        {fresh.map(({ letter, found }) => {
          const event = found.find((suggestion) => suggestion.events[0])?.events[0];
          return (
            <li key={letter.document} className="card flex flex-col gap-4 p-5 sm:p-6">
              <p className="flex items-start gap-3 text-std-16N-170">
                <Icon name="mailOpen" className="size-6 mt-0.5 text-blue-900" />
                {t('letter.text', { title: letter.title })}
              </p>
              <ul className="flex list-disc flex-col gap-1 pl-10 text-std-16N-170">
                {found.slice(0, 4).map((suggestion) => (
                  <li key={suggestion.procedure}>{say(suggestion.name)}</li>
                ))}
              </ul>
              <div className="flex flex-wrap gap-3 pl-9">
                {event !== undefined && (
                  <Button
                    look="secondary"
                    onPress={() => {
                      change((now) => beginEvent(dismiss(now, letter.document), event));
                      void navigate({ to: '/procedures/ask' });
                    }}
                  >
                    {t('letter.go')}
                  </Button>
                )}
                <Button look="quiet" onPress={() => change((now) => dismiss(now, letter.document))}>
                  {t('letter.dismiss')}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
