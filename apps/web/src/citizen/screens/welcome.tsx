// The first page of someone without an open box: what this is in one sentence, two ways in, what will happen.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Icon } from '../../ui/icon.tsx';
import { here, useBeginSignIn } from '../api/begin-sign-in.ts';
import { useApi } from '../api/context.ts';
import { OpenFrame } from '../parts/shell.tsx';
import { WhoSees } from '../parts/who-sees.tsx';
import { shownError } from '../shown-error.ts';

export function Welcome() {
  const { t } = useTranslation('citizen');
  const { config } = useApi();
  const { begin, busy, error } = useBeginSignIn();
  const signIn = (): void => void begin({ purpose: 'sign-in', returnTo: here() });
  return (
    <OpenFrame>
      <div className="grid gap-10 lg:grid-cols-[1.1fr_1fr] lg:gap-16">
        <div className="flex flex-col gap-6">
          <h1 className="text-[1.625rem] font-bold leading-150 sm:text-[2.125rem]">{t('welcome.title')}</h1>
          <p className="text-std-17N-170 text-solid-gray-800">{t('welcome.lead')}</p>
          {error && <ErrorPanel error={shownError(t, error)} onRetry={signIn} />}
          <div className="flex flex-col gap-3 sm:flex-row lg:max-w-md">
            <Button icon="card" onPress={signIn} isPending={busy}>
              {t('welcome.signIn')}
            </Button>
            <Link to="/start" className={buttonClass('secondary')}>
              {t('welcome.start')}
            </Link>
          </div>
        </div>
        <section aria-labelledby="how" className="card self-start p-6 sm:p-8">
          <h2 id="how" className="mb-5 text-std-20B-150">
            {t('welcome.how.title')}
          </h2>
          <ol className="flex flex-col gap-5">
            {(['one', 'two', 'three'] as const).map((step, index) => (
              <li key={step} className="flex gap-4">
                <span
                  aria-hidden="true"
                  className="flex size-9 shrink-0 items-center justify-center rounded-full bg-blue-50 font-bold text-blue-900"
                >
                  {index + 1}
                </span>
                <span className="pt-1 text-std-16N-170">{t(`welcome.how.${step}`)}</span>
              </li>
            ))}
          </ol>
        </section>
      </div>
      <div className="mt-12 flex flex-col gap-1 border-t border-line pt-6">
        <Disclosure level={2} title={t('welcome.privacy')}>
          <WhoSees />
        </Disclosure>
        <Disclosure level={2} title={t('welcome.forgot')}>
          <p className="max-w-2xl text-std-16N-170">{t('welcome.forgotText')}</p>
        </Disclosure>
        {config.square && (
          <a href={config.square} className="link mt-2 inline-flex min-h-11 items-center gap-2 self-start">
            <Icon name="left" className="size-5" />
            {t('welcome.square')}
          </a>
        )}
      </div>
    </OpenFrame>
  );
}
