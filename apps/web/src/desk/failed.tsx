// No answer: what happened in the service's own words, and what the desk does now. Never a dead end for the person who is ill.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AskError } from '../ui/ask.ts';
import { useFormat } from '../ui/format.ts';
import { Panel } from './panel.tsx';
import { WhatToDo } from './what-to-do.tsx';

export function Failed({ error, children }: { error: AskError; children: ReactNode }) {
  const { t } = useTranslation('desk');
  const { t: ui } = useTranslation('ui');
  const { say } = useFormat();
  const said =
    error.kind === 'call.problem'
      ? { title: say(error.problem.titles), advice: say(error.problem.advice), code: error.problem.code }
      : error.kind === 'call.offline'
        ? { title: ui('error.offline.title'), advice: ui('error.offline.advice'), code: 'offline' }
        : { title: ui('error.malformed.title'), advice: ui('error.malformed.advice'), code: 'malformed' };
  return (
    <Panel tone="unsure" title={t('failed.title')} lead={said.title}>
      <p className="text-std-18N-160">{said.advice}</p>
      <WhatToDo />
      <div className="flex flex-wrap items-center gap-4">{children}</div>
      <p className="text-sm text-ink-soft">
        {ui('error.code')}: <code>{said.code}</code>
      </p>
    </Panel>
  );
}
