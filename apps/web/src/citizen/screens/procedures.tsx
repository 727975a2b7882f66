// Honest: what will come is said, nothing is pretended.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeading } from '../../ui/section.tsx';

export function Procedures() {
  const { t } = useTranslation('citizen');
  return (
    <div className="flex flex-col gap-6">
      <PageHeading>{t('procedures.title')}</PageHeading>
      <EmptyState icon="procedure" title={t('procedures.none')}>
        <p>{t('procedures.text')}</p>
        <p>{t('procedures.meanwhile')}</p>
        <Link to="/letters" className={buttonClass('secondary', true)}>
          {t('nav.letters')}
        </Link>
      </EmptyState>
    </div>
  );
}
