// No answer: what happened in the service's own words, and what the desk does now. Never a dead end for the person who is ill.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AskError } from '../ui/ask.ts';
import { useErrorWords } from '../ui/error-words.ts';
import { Panel } from './panel.tsx';
import { WhatToDo } from './what-to-do.tsx';

export function Failed({ error, children }: { error: AskError; children: ReactNode }) {
  const { t } = useTranslation('desk');
  const { t: ui } = useTranslation('ui');
  const said = useErrorWords(error);
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
