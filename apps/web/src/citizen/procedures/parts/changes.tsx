// What the last answer or choice did to the plan, in words.
import type { PlanChange } from '@shishobako/concierge-engine/diff-plans';
import { useWords } from '../words.ts';

export function useChangeLines(changes: readonly PlanChange[]): string[] {
  const { t, say, list } = useWords();
  const named = (take: (change: PlanChange) => boolean): string[] => [
    ...new Set(changes.flatMap((change) => (take(change) && 'name' in change && 'id' in change ? [say(change.name)] : []))),
  ];
  const applies = (change: PlanChange): boolean =>
    (change.kind === 'added' && change.status === 'applies') ||
    (change.kind === 'changed' && change.field === 'status' && change.to === 'applies');
  const gone = (change: PlanChange): boolean =>
    change.kind === 'removed' ||
    (change.kind === 'changed' && change.field === 'status' && (change.to === 'not-chosen' || change.to === 'left-out'));
  const moved = (change: PlanChange): boolean => change.kind === 'changed' && change.field === 'due';
  const groups = [
    ['changes.added', named(applies)],
    ['changes.removed', named(gone)],
    ['changes.due', named(moved)],
  ] as const;
  return groups.flatMap(([key, names]) => (names.length > 0 ? [t(key, { names: list(names) })] : []));
}

export function Changes({ changes }: { changes: readonly PlanChange[] }) {
  const { t } = useWords();
  const lines = useChangeLines(changes);
  return (
    <div role="status" aria-label={t('ask.changed')}>
      {lines.length > 0 && (
        <div className="flex flex-col gap-1 rounded-12 border border-green-200 bg-green-50 px-5 py-4">
          <p className="text-std-16B-170 text-green-1000">{t('ask.changed')}</p>
          <ul className="flex flex-col gap-1 text-std-16N-170">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
