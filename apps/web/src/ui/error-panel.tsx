// What happened, what you can do, the code small at the end. In place of what could not be shown, or above what was tried.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { type ShownError, useErrorWords } from './error-words.ts';
import { useFormat } from './format.ts';
import { Notice } from './notice.tsx';

export function ErrorPanel({ error, onRetry, children }: { error: ShownError; onRetry?: () => void; children?: ReactNode }) {
  const { t } = useTranslation('ui');
  const { dateTime } = useFormat();
  const shown = useErrorWords(error);
  // A waiting time has an end: say it (facts of the problem).
  const until =
    error.kind === 'call.problem' && typeof error.problem.facts?.['until'] === 'string' ? error.problem.facts['until'] : undefined;
  return (
    <Notice tone="error" title={shown.title} live>
      <p>{shown.advice}</p>
      {until && <p className="font-bold">{t('error.until', { time: dateTime(until) })}</p>}
      {children}
      {shown.retry && onRetry && (
        <Button look="secondary" small icon="refresh" onPress={onRetry}>
          {t('retry')}
        </Button>
      )}
      <p className="text-sm text-ink-soft">
        {t('error.code')}: <code>{shown.code}</code>
      </p>
    </Notice>
  );
}
