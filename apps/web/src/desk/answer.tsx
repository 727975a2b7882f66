// The answer for one day: insurer, 記号・番号・枝番 and dates, or what the desk does instead.
import type { DeskCheck, DeskVerdict } from '@shishobako/contracts/desk-api';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/format.ts';
import { Panel, type Tone } from './panel.tsx';
import { WhatToDo } from './what-to-do.tsx';

const tones: Record<DeskVerdict, Tone> = {
  'in-force': 'good',
  suspended: 'unsure',
  ended: 'bad',
  'not-begun': 'bad',
  unknown: 'unsure',
  unconfirmed: 'unsure',
};

export function Answer({ check, children }: { check: DeskCheck; children: ReactNode }) {
  const { t } = useTranslation('desk');
  const { say, date } = useFormat();
  const { verdict, coverage, silent, servicedDate } = check;
  const facts: [string, string][] = coverage
    ? [
        [t('answer.insurer'), say(coverage.insurer)],
        [t('answer.insurerNumber'), coverage.insurerNumber],
        [t('answer.symbolNumber'), `${coverage.symbol ?? '―'}　${coverage.number ?? '―'}`],
        [t('answer.branch'), coverage.branch ?? '―'],
        [t('answer.from'), coverage.from ? date(coverage.from) : '―'],
        [t('answer.to'), coverage.to ? date(coverage.to) : t('answer.open')],
      ]
    : [];
  return (
    <>
      <Panel
        tone={tones[verdict]}
        title={t(`verdict.${verdict}.title`)}
        lead={t(`verdict.${verdict}.lead`, { date: date(servicedDate), insurers: silent.map(say).join('・') })}
      >
        {facts.length > 0 && (
          <dl className="grid gap-x-8 gap-y-4 rounded-12 bg-white p-5 sm:grid-cols-2 sm:p-6 lg:grid-cols-3">
            {facts.map(([name, value]) => (
              <div key={name} className="flex flex-col">
                <dt className="text-std-16N-170 text-ink-soft">{name}</dt>
                <dd className="text-[1.25rem] font-bold leading-150 tabular-nums [word-break:keep-all] sm:text-[1.5rem]">{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {verdict !== 'in-force' && <WhatToDo suspended={verdict === 'suspended'} />}
        <div className="flex flex-wrap items-center gap-4">{children}</div>
      </Panel>
      <p className="text-std-16N-170 text-ink-soft">{t('answer.told')}</p>
    </>
  );
}
