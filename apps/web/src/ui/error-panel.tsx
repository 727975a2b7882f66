// What happened, what you can do, the code small at the end. In place of what could not be shown, or above what was tried.
import type { Problem } from '@shishobako/contracts/problem';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { useFormat } from './format.ts';
import { Notice } from './notice.tsx';

export type ShownError =
  | { kind: 'call.problem'; problem: Problem }
  | { kind: 'call.offline' }
  | { kind: 'call.malformed'; detail: string }
  /** A failure the page words itself. */
  | { kind: 'said'; title: string; advice: string; code: string };

export function ErrorPanel({ error, onRetry, children }: { error: ShownError; onRetry?: () => void; children?: ReactNode }) {
  const { t } = useTranslation('ui');
  const { say, dateTime } = useFormat();
  const shown =
    error.kind === 'call.problem'
      ? { title: say(error.problem.titles), advice: say(error.problem.advice), code: error.problem.code, retry: error.problem.retry }
      : error.kind === 'call.offline'
        ? { title: t('error.offline.title'), advice: t('error.offline.advice'), code: 'offline', retry: true }
        : error.kind === 'call.malformed'
          ? {
              title: t('error.malformed.title'),
              advice: t('error.malformed.advice'),
              code: `malformed ${error.detail}`.trim(),
              retry: true,
            }
          : { ...error, retry: true };
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
