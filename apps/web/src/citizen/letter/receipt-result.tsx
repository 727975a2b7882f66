// What checking a receipt found: each step in a sentence, each thing that does not fit by its place in the file.
import type { ReceiptVerdict } from '@shishobako/evidence/verify-receipt';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';

const tones = { proven: 'success', missing: 'warning', wrong: 'error' } as const;
const icons: Record<ReceiptVerdict['statements'][number]['status'], IconName> = {
  proven: 'check',
  provisional: 'clock',
  missing: 'close',
  'not-claimed': 'info',
};

export function ReceiptResult({ verdict, lead }: { verdict: ReceiptVerdict; lead: string }) {
  const { t } = useTranslation('citizen');
  const { t: ui } = useTranslation('ui');
  const format = useFormat();
  const provisional = verdict.statements.some(({ status }) => status === 'provisional');
  return (
    <Notice tone={tones[verdict.verdict]} title={ui(`receipt.verdict.${verdict.verdict}`)} live>
      <p>{lead}</p>
      <ul aria-label={t('letter.proof.rows')} className="flex flex-col gap-2">
        {verdict.statements.map((statement) => (
          <li key={statement.what} className="flex gap-2">
            <Icon name={icons[statement.status]} className="mt-1 size-5" />
            <span>
              {statement[format.lang]}
              {statement.time !== null && (
                <span className="block text-[0.9375rem] text-ink-soft">
                  {format.date(statement.time)} {format.clock(statement.time)}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {provisional && <p>{t('letter.proof.provisional')}</p>}
      {verdict.problems.length > 0 && (
        <ul className="flex flex-col gap-1 text-sm">
          {verdict.problems.map((problem) => (
            <li key={`${problem.where}${problem.kind}`}>
              <code>
                {problem.where}: {problem.kind} {problem.detail}
              </code>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
