// No such page: said plainly, with the way home.
import { useTranslation } from 'react-i18next';
import { buttonClass } from './button.tsx';

export function NotFound() {
  const { t } = useTranslation('ui');
  return (
    <main className="mx-auto flex max-w-xl flex-col items-start gap-4 p-6 pt-16">
      <h1 className="text-std-26B-150">{t('notFound.title')}</h1>
      <p className="text-std-16N-170">{t('notFound.advice')}</p>
      <a href="/" className={buttonClass('primary')}>
        {t('notFound.home')}
      </a>
    </main>
  );
}
