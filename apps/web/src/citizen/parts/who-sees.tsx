// Said once, in a table: who sees what, and what nobody but the citizen sees.
import { useTranslation } from 'react-i18next';

const parties = ['portal', 'keyserver', 'platform', 'agency'] as const;

export function WhoSees() {
  const { t } = useTranslation('citizen');
  return (
    <div className="flex flex-col gap-4">
      <p className="text-std-16N-170">{t('settings.seen.lead')}</p>
      <table className="card w-full border-separate border-spacing-0 text-left">
        <thead className="max-sm:sr-only">
          <tr>
            {(['who', 'sees', 'never'] as const).map((column) => (
              <th key={column} scope="col" className="border-b border-line px-4 py-3 text-[0.9375rem]">
                {t(`settings.seen.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {parties.map((party) => (
            <tr key={party} className="max-sm:flex max-sm:flex-col max-sm:border-b max-sm:border-line max-sm:p-4 max-sm:last:border-none">
              <th
                scope="row"
                className="align-top text-std-16B-170 sm:border-b sm:border-line sm:px-4 sm:py-3 sm:[tr:last-child>&]:border-none"
              >
                {t(`settings.seen.${party}.who`)}
              </th>
              {(['sees', 'never'] as const).map((column) => (
                <td
                  key={column}
                  className="align-top text-std-16N-170 sm:border-b sm:border-line sm:px-4 sm:py-3 sm:[tr:last-child>&]:border-none"
                >
                  <span className="mr-2 text-[0.9375rem] text-ink-soft sm:hidden">{t(`settings.seen.${column}`)}:</span>
                  {t(`settings.seen.${party}.${column}`)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
