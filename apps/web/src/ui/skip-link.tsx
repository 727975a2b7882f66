// First stop of the keyboard: past the navigation.
import { useTranslation } from 'react-i18next';

export function SkipLink() {
  const { t } = useTranslation('ui');
  return (
    <a
      href="#main"
      data-skip=""
      className="sr-only rounded-8 bg-white focus:not-sr-only focus:fixed focus:left-3 focus:top-3 focus:z-50 focus:px-4 focus:py-3"
    >
      {t('skip')}
    </a>
  );
}
