// No such page: said plainly, with the way home. Inside a frame it stands in the frame's own main part.
import { useTranslation } from 'react-i18next';
import { buttonClass } from './button.tsx';
import { PageHeading } from './section.tsx';

export function NotFoundHere() {
  const { t } = useTranslation('ui');
  return (
    <div className="flex max-w-xl flex-col items-start gap-4">
      <PageHeading>{t('notFound.title')}</PageHeading>
      <p className="text-std-16N-170">{t('notFound.advice')}</p>
      <a href="/" className={buttonClass('primary')}>
        {t('notFound.home')}
      </a>
    </div>
  );
}

export const NotFound = () => (
  <main className="mx-auto max-w-xl p-6 pt-16">
    <NotFoundHere />
  </main>
);
