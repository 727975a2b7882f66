// Settings: each shows what it will do before it does it.
import { useTranslation } from 'react-i18next';
import { changeLanguage, languageOf } from '../../i18n/start-i18n.ts';
import { PageHeading, Section } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { WhoSees } from '../parts/who-sees.tsx';
import { ConnectAgency } from '../settings/connect-agency.tsx';
import { LinkedAgencies } from '../settings/linked-agencies.tsx';
import { Notification } from '../settings/notification.tsx';
import { ThisDevice } from '../settings/this-device.tsx';

export function Settings() {
  const { t, i18n } = useTranslation('citizen');
  return (
    <div className="flex flex-col gap-12">
      <PageHeading>{t('settings.title')}</PageHeading>
      <LinkedAgencies />
      <ConnectAgency />
      <Notification />
      <Section title={t('settings.language')}>
        <Segmented
          label={t('settings.language')}
          value={languageOf(i18n)}
          options={[
            { value: 'ja', label: '日本語' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(lang) => void changeLanguage(i18n, lang)}
        />
      </Section>
      <ThisDevice />
      <Section title={t('settings.seen.title')}>
        <WhoSees />
      </Section>
    </div>
  );
}
