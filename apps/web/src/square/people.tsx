// Who the visitor can be: card and PIN in plain sight, because neither exists outside this demo.
import type { DemoPerson, Door } from '@shishobako/contracts/square-api';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass } from '../ui/button.tsx';
import { useFormat } from '../ui/format.ts';
import { Section } from '../ui/section.tsx';

const shownFirst = 6;

function Person({ person }: { person: DemoPerson }) {
  const { t } = useTranslation('square');
  const { say } = useFormat();
  return (
    <li className="card flex flex-col gap-3 p-5">
      <div>
        <h3 className="text-std-18B-160">
          {person.name} <span className="text-[0.9375rem] font-normal text-ink-soft">{person.kana}</span>
        </h3>
        <p className="text-[0.9375rem] leading-160 text-solid-gray-800">{say(person.story)}</p>
      </div>
      <dl className="mt-auto flex flex-wrap items-end gap-x-6 gap-y-2">
        <div>
          <dt className="text-sm text-ink-soft">{t('people.pin')}</dt>
          <dd className="font-mono text-[1.5rem] font-bold leading-130 tracking-widest">{person.card.pin}</dd>
        </div>
        <div>
          <dt className="text-sm text-ink-soft">{t('people.card')}</dt>
          <dd className="text-[0.9375rem]">{say(person.card.label)}</dd>
        </div>
        {person.card.signPassword !== null && (
          <div>
            <dt className="text-sm text-ink-soft">{t('people.signPassword')}</dt>
            <dd className="font-mono text-[0.9375rem]">{person.card.signPassword}</dd>
          </div>
        )}
        <div className="w-full">
          <dt className="text-sm text-ink-soft">{t('people.linked')}</dt>
          <dd className="text-[0.9375rem]">
            {person.linked.length ? person.linked.map((agency) => say(agency.name)).join(' ・ ') : t('people.none')}
          </dd>
        </div>
      </dl>
    </li>
  );
}

export function People({ people, citizen }: { people: readonly DemoPerson[]; citizen: Door | undefined }) {
  const { t } = useTranslation('square');
  const [all, setAll] = useState(false);
  const shown = all ? people : people.slice(0, shownFirst);
  return (
    <Section
      title={t('people.title')}
      action={
        citizen && (
          <a href={citizen.url} className={buttonClass('primary', true)}>
            {t('people.be')}
          </a>
        )
      }
    >
      <p className="text-std-16N-170 text-ink-soft">{t('people.lead')}</p>
      <ul className="grid gap-4 sm:grid-cols-2">
        {shown.map((person) => (
          <Person key={person.id} person={person} />
        ))}
      </ul>
      {shown.length < people.length && (
        <div>
          <Button look="secondary" onPress={() => setAll(true)}>
            {t('people.more', { count: people.length - shown.length })}
          </Button>
        </div>
      )}
    </Section>
  );
}
