// Under a table: how many there are, and the next page.
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

export function TableFoot({ total, hasNext, loading, onMore }: { total: number; hasNext: boolean; loading: boolean; onMore: () => void }) {
  const { t } = useTranslation('ui');
  return (
    <div className="flex items-center justify-between gap-4 px-1">
      <p role="status" className="text-[0.9375rem] text-ink-soft">
        {t('table.count', { count: total })}
      </p>
      {hasNext && (
        <Button look="secondary" small isPending={loading} onPress={onMore}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}
