// The sending side: consoles with the clerks' ids and passwords.
import type { DemoClerk } from '@shishobako/contracts/square-api';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';
import { useFormat } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/section.tsx';

export function Clerks({ clerks }: { clerks: readonly DemoClerk[] }) {
  const { t } = useTranslation('square');
  const { say } = useFormat();
  return (
    <Section title={t('clerks.title')}>
      <p className="text-std-16N-170 text-ink-soft">{t('clerks.lead')}</p>
      <ul className="grid gap-4 sm:grid-cols-2">
        {clerks.map((clerk) => (
          <li key={`${clerk.agency.id}${clerk.id}`} className="card flex flex-col gap-4 p-5">
            <h3 className="flex items-center gap-2 text-std-18B-160">
              <Icon name="building" className="size-6 text-solid-gray-700" />
              {say(clerk.agency.name)}
            </h3>
            <Facts
              items={[
                { name: t('clerks.id'), value: <code>{clerk.id}</code> },
                { name: t('clerks.password'), value: <code>{clerk.password}</code> },
              ]}
            />
            <a href={clerk.console} className={`${buttonClass('secondary', true)} self-start`}>
              {t('clerks.open')}
              <span className="sr-only">: {say(clerk.agency.name)}</span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
