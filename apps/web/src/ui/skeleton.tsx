// The shape of what is coming, in the same places. Announced once, in words.
import { useTranslation } from 'react-i18next';

const Bar = ({ className }: { className: string }) => <span className={`block rounded-4 bg-solid-gray-100 ${className}`} />;

export function RowsSkeleton({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation('ui');
  return (
    <div role="status" aria-label={t('loading')} className="card breathing divide-y divide-line overflow-hidden">
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
        <div key={i} className="flex flex-col gap-3 p-5">
          <Bar className="h-4 w-2/5" />
          <Bar className="h-5 w-4/5" />
          <Bar className="h-4 w-1/4" />
        </div>
      ))}
    </div>
  );
}

export function TextSkeleton({ lines = 5 }: { lines?: number }) {
  const { t } = useTranslation('ui');
  return (
    <div role="status" aria-label={t('loading')} className="breathing flex flex-col gap-4 py-2">
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
        <Bar key={i} className={`h-4 ${['w-full', 'w-11/12', 'w-4/5', 'w-full', 'w-2/3'][i % 5] ?? 'w-full'}`} />
      ))}
    </div>
  );
}
