// Settings: each shows what it will do before it does it.
import { useTranslation } from 'react-i18next';
import { changeLanguage, languageOf } from '../../i18n/start-i18n.ts';
import { buttonClass } from '../../ui/button.tsx';
import { PageHeading, Section } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useApi } from '../api/context.ts';
import { WhoSees } from '../parts/who-sees.tsx';
import { AuthenticatorList } from '../settings/authenticators.tsx';
import { ConnectAgency } from '../settings/connect-agency.tsx';
import { LinkedAgencies } from '../settings/linked-agencies.tsx';
import { Notification } from '../settings/notification.tsx';
import { ThisDevice } from '../settings/this-device.tsx';

export function Settings() {
  const { t, i18n } = useTranslation('citizen');
  const { config } = useApi();
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
      <Section title={t('settings.pin.title')}>
        <div className="card flex flex-col items-start gap-3 p-5 sm:p-6">
          <p className="text-std-16N-170">{t('settings.pin.text')}</p>
          <a href={`${config.bridge}/pin?lang=${languageOf(i18n)}`} target="_blank" rel="noopener" className={buttonClass('secondary')}>
            {t('settings.pin.go')}
          </a>
        </div>
      </Section>
      <AuthenticatorList />
      <ThisDevice />
      <Section title={t('settings.seen.title')}>
        <WhoSees />
      </Section>
    </div>
  );
}
