// Before the box exists: three steps in plain words, then the card.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { PageHeading } from '../../ui/section.tsx';
import { useBeginSignIn } from '../api/begin-sign-in.ts';
import { OpenFrame } from '../parts/shell.tsx';
import { shownError } from '../shown-error.ts';

const steps = [
  { key: 'card', icon: 'card' },
  { key: 'key', icon: 'shield' },
  { key: 'link', icon: 'link' },
] as const satisfies readonly { key: string; icon: IconName }[];

export function Start() {
  const { t } = useTranslation('citizen');
  const { begin, busy, error } = useBeginSignIn();
  const go = (): void => void begin({ purpose: 'enrol', returnTo: '/' });
  return (
    <OpenFrame>
      <div className="mx-auto flex max-w-2xl flex-col gap-8">
        <PageHeading lead={t('start.lead')}>{t('start.title')}</PageHeading>
        <ol className="card divide-y divide-line">
          {steps.map(({ key, icon }, index) => (
            <li key={key} className="flex gap-4 p-5 sm:gap-5 sm:p-6">
              <span className="flex size-11 shrink-0 items-center justify-center rounded-full bg-blue-50 text-blue-900">
                <Icon name={icon} />
              </span>
              <div>
                <h2 className="text-std-17B-170">
                  {index + 1}. {t(`start.steps.${key}.title`)}
                </h2>
                <p className="text-std-16N-170 text-solid-gray-800">{t(`start.steps.${key}.text`)}</p>
              </div>
            </li>
          ))}
        </ol>
        <p className="text-std-16N-170">{t('start.consent')}</p>
        {error && <ErrorPanel error={shownError(t, error)} onRetry={go} />}
        <div className="flex flex-col items-stretch gap-4 sm:items-start">
          <Button icon="card" onPress={go} isPending={busy}>
            {t('start.go')}
          </Button>
          <Link to="/" className="link inline-flex min-h-11 items-center">
            {t('start.already')}
          </Link>
        </div>
      </div>
    </OpenFrame>
  );
}
