// One card's answer: buttons where a press is enough, a field and 「次へ」 where something is written.
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import type { Card } from '../model/cards.ts';
import { type Facts, factAt } from '../model/kept.ts';
import { useCase } from '../use-case.tsx';
import { useWords } from '../words.ts';
import { optionOf } from './ask-words.ts';
import { BigButton, BigCheck } from './big-choice.tsx';
import { Counted } from './counted.tsx';
import { DateField } from './date-field.tsx';
import { type Member, PeopleField } from './people-field.tsx';

export type OnAnswer = (values: Readonly<Record<string, unknown>>) => void;
type Props = { card: Card; facts: Facts; today: string; onAnswer: OnAnswer };

const isMember = (value: unknown): value is Member => typeof value === 'object' && value !== null && !Array.isArray(value);
const vehicleClasses = ['registered', 'kei', 'moped', 'motorcycle'] as const;
const contractKeys = [
  'electricity',
  'gas',
  'water',
  'internet',
  'mobile',
  'nhk',
  'bank',
  'creditCard',
  'lifeInsurance',
  'fireInsurance',
  'autoInsurance',
  'securities',
  'zaikei',
  'parkingLease',
  'subscriptions',
] as const;

/** Several of a list, or none of them. */
function Several({
  options,
  taken,
  onAnswer,
}: {
  options: readonly { value: string; label: string }[];
  taken: readonly string[];
  onAnswer: (taken: readonly string[]) => void;
}) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<readonly string[]>(taken);
  return (
    <div className="flex flex-col gap-5">
      <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {options.map(({ value, label }) => (
          <li key={value}>
            <BigCheck
              label={label}
              value={chosen.includes(value)}
              onChange={(on) => setChosen(on ? [...chosen, value] : chosen.filter((other) => other !== value))}
            />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        <Button onPress={() => onAnswer(chosen)}>{chosen.length === 0 ? t('ask.none') : t('ask.next')}</Button>
      </div>
    </div>
  );
}

function Written({ card, facts, today, onAnswer }: Props) {
  const { t } = useWords();
  const kept = factAt(facts, card.id);
  const [text, setText] = useState(typeof kept === 'string' || typeof kept === 'number' ? String(kept) : '');
  const [tried, setTried] = useState(false);
  const number = Number(text.normalize('NFKC').trim());
  const isNumber = text.trim() !== '' && Number.isInteger(number) && number >= 0;
  const value: unknown =
    card.kind === 'number' ? (isNumber ? number : undefined) : card.kind === 'date' ? text || undefined : text.trim() || undefined;
  const error = tried && value === undefined ? t(card.kind === 'date' ? 'ask.needDate' : 'ask.needNumber') : undefined;
  const written = (
    <Field
      label={t(card.kind === 'number' ? 'ask.number' : 'ask.text')}
      value={text}
      onChange={setText}
      error={error}
      autoComplete="off"
      maxLength={200}
      {...(card.kind === 'number' && { inputMode: 'numeric' as const })}
    />
  );
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (value === undefined) setTried(true);
        else onAnswer({ [card.id]: value });
      }}
    >
      {card.kind === 'date' ? (
        <DateField
          label={t('ask.date')}
          value={text || undefined}
          error={error}
          autoYear={/dateOfBirth/.test(card.id) ? undefined : today.slice(0, 4)}
          onChange={(day) => setText(day ?? '')}
        />
      ) : card.kind === 'number' ? (
        <div className="flex">
          <Counted label={t('ask.number')} value={text} from={0} least={0} most={9_999_999} onChange={setText}>
            {written}
          </Counted>
        </div>
      ) : (
        written
      )}
      <div>
        <Button type="submit">{t('ask.next')}</Button>
      </div>
    </form>
  );
}

export function AnswerField(props: Props) {
  const words = useWords();
  const { t } = words;
  const { card, facts, onAnswer } = props;
  const { concierge } = useCase();
  const kept = factAt(facts, card.id);
  switch (card.kind) {
    case 'yes-no':
      return (
        <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
          {[true, false].map((value) => (
            <BigButton key={String(value)} chosen={kept === value} onPress={() => onAnswer({ [card.id]: value })}>
              {value ? t('ask.yes') : t('ask.no')}
            </BigButton>
          ))}
        </div>
      );
    case 'choice':
      return (
        <ul className={`grid grid-cols-1 gap-3 ${card.options.length > 5 ? 'sm:grid-cols-2' : ''}`}>
          {card.options.map((option) => (
            <li key={option}>
              <BigButton chosen={kept === option} onPress={() => onAnswer({ [card.id]: option })}>
                {optionOf(words, card.id, option)}
              </BigButton>
            </li>
          ))}
        </ul>
      );
    case 'choices':
      return (
        <Several
          options={card.options.map((value) => ({ value, label: optionOf(words, card.id, value) }))}
          taken={Array.isArray(kept) ? kept.map(String) : []}
          onAnswer={(taken) => onAnswer({ [card.id]: [...taken] })}
        />
      );
    case 'contracts': {
      const asked = contractKeys.filter((key) => card.paths.includes(`${card.id}.${key}`));
      return (
        <Several
          options={asked.map((key) => ({ value: key, label: t(`ask.contracts.${key}`) }))}
          taken={asked.filter((key) => (factAt(facts, `${card.id}.${key}`) ?? concierge.model.get(`${card.id}.${key}`)?.default) === true)}
          onAnswer={(taken) => onAnswer(Object.fromEntries(asked.map((key) => [`${card.id}.${key}`, taken.includes(key)])))}
        />
      );
    }
    case 'vehicles': {
      const owned = Array.isArray(kept) ? kept.filter(isMember) : [];
      return (
        <Several
          options={vehicleClasses.map((value) => ({ value, label: optionOf(words, card.id, value) }))}
          taken={vehicleClasses.filter((value) => owned.some((vehicle) => vehicle['class'] === value))}
          onAnswer={(taken) =>
            onAnswer({ [card.id]: taken.map((value) => owned.find((vehicle) => vehicle['class'] === value) ?? { class: value }) })
          }
        />
      );
    }
    case 'people':
      return (
        <PeopleField
          value={Array.isArray(kept) ? kept.filter(isMember) : undefined}
          onAnswer={(members) => onAnswer({ [card.id]: members })}
        />
      );
    default:
      return <Written {...props} />;
  }
}
