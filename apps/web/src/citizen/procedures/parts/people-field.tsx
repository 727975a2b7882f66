// The family: who, and born when. Names may be left out; they are only for telling people apart here.
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { useWords } from '../words.ts';
import { optionOf } from './ask-words.ts';
import { BigButton } from './big-choice.tsx';
import { DateField } from './date-field.tsx';

export type Member = Record<string, unknown>;
const relations = ['spouse', 'child', 'parent', 'grandparent', 'sibling', 'grandchild', 'other'] as const;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function PeopleField({ value, onAnswer }: { value: readonly Member[] | undefined; onAnswer: (members: readonly Member[]) => void }) {
  const words = useWords();
  const { t } = words;
  const [members, setMembers] = useState<readonly { key: number; member: Member }[]>(() =>
    (value ?? []).map((member, key) => ({ key, member })),
  );
  const [tried, setTried] = useState(false);
  const set = (key: number, part: Member): void =>
    setMembers((all) => all.map((one) => (one.key === key ? { key, member: { ...one.member, ...part } } : one)));
  const add = (): void =>
    setMembers((all) => [...all, { key: Math.max(-1, ...all.map((one) => one.key)) + 1, member: { relation: 'child' } }]);
  if (members.length === 0)
    return (
      <div className="flex flex-col gap-3">
        <BigButton onPress={add}>{t('ask.someone')}</BigButton>
        <BigButton onPress={() => onAnswer([])}>{t('ask.nobody')}</BigButton>
      </div>
    );
  const whole = members.every(({ member }) => typeof member['dateOfBirth'] === 'string');
  return (
    <div className="flex flex-col gap-6">
      {members.map(({ key, member }, at) => (
        <fieldset key={key} className="flex flex-col gap-4 rounded-12 bg-paper-deep p-5">
          <legend className="float-left text-std-17B-170">{t('ask.person', { n: at + 1 })}</legend>
          <Select
            label={t('ask.relation')}
            value={relations.find((relation) => relation === member['relation']) ?? 'other'}
            options={relations.map((relation) => ({ value: relation, label: optionOf(words, 'household.members[].relation', relation) }))}
            onChange={(relation) => set(key, { relation })}
          />
          <DateField
            label={t('ask.birth')}
            value={typeof member['dateOfBirth'] === 'string' ? member['dateOfBirth'] : undefined}
            error={tried && typeof member['dateOfBirth'] !== 'string' ? t('ask.needDate') : undefined}
            onChange={(dateOfBirth) => set(key, { dateOfBirth })}
          />
          <Field
            label={t('ask.name')}
            value={text(member['name'])}
            onChange={(name) => set(key, { name })}
            maxLength={60}
            autoComplete="off"
          />
          <div>
            <Button look="quiet" small onPress={() => setMembers((all) => all.filter((one) => one.key !== key))}>
              {t('ask.remove', { n: at + 1 })}
            </Button>
          </div>
        </fieldset>
      ))}
      <div className="flex flex-wrap gap-3">
        <Button look="secondary" icon="plus" onPress={add}>
          {t('ask.add')}
        </Button>
        <Button onPress={() => (whole ? onAnswer(members.map((one) => one.member)) : setTried(true))}>{t('ask.next')}</Button>
      </div>
    </div>
  );
}
