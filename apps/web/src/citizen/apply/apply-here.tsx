// In a plan: the step that can be filed from here leads to its form. Which step it is is compared on the device.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '../../ui/button.tsx';
import { useApi } from '../api/context.ts';
import { desksQuery } from './queries.ts';

export function ApplyHere({ procedure }: { procedure: string }) {
  const { t } = useTranslation('citizen');
  const desks = useQuery(desksQuery(useApi()));
  const found = desks.data?.flatMap(({ desk, alias }) =>
    alias === null
      ? []
      : desk.forms.filter((form) => form.procedures.includes(procedure)).map((form) => ({ agency: desk.agency.id, form: form.id })),
  )[0];
  if (!found) return null;
  return (
    <p className="no-print flex flex-wrap items-center gap-3">
      {t('apply.online')}
      <Link to="/apply/form" search={found} className={buttonClass('secondary')}>
        {t('apply.open')}
      </Link>
    </p>
  );
}
