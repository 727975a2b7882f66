// Which office, which desk, of which place.
import type { PlanItem } from '@shishobako/concierge-engine/plan-types';
import { useWords } from '../words.ts';
import { Said } from './said.tsx';

export function Place({ item, full = false }: { item: PlanItem; full?: boolean }) {
  const { lang } = useWords();
  const { where } = item;
  const desk = where.department !== null && where.department.ja !== where.name.ja;
  return (
    <>
      <Said text={where.name} />
      {desk && (
        <>
          {lang === 'ja' ? ' ' : ' – '}
          <Said text={where.department} />
        </>
      )}
      {full && where.jurisdiction.id !== 'none' && (
        <span className="text-ink-soft">
          {lang === 'ja' ? '（' : ' ('}
          <Said text={where.jurisdiction.name} />
          {lang === 'ja' ? '）' : ')'}
        </span>
      )}
    </>
  );
}
