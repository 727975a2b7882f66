// A clerk signs in.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../ui/ask.ts';
import { Brand } from '../../ui/brand.tsx';
import { useFormat } from '../../ui/format.ts';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { PasswordForm } from '../../ui/password-form.tsx';
import { calls } from '../api/console-calls.ts';
import { agencyQuery } from '../api/console-queries.ts';

export function SignIn() {
  const { t } = useTranslation('console');
  const { t: ui } = useTranslation('ui');
  const { say } = useFormat();
  const agency = useQuery(agencyQuery);
  const words = { id: t('signIn.id'), password: t('signIn.password'), missing: t('signIn.missing'), go: t('signIn.go') };
  const name = agency.data ? say(agency.data.agency.name) : '';
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex w-full max-w-5xl items-center justify-between gap-3 px-4 py-5 sm:px-8">
        <Brand name={name || t('name')} note={agency.data?.fictional ? t('fictional') : t('name')} />
        <LanguageSwitch />
      </header>
      <main
        id="main"
        className="mx-auto flex w-full max-w-5xl grow flex-col gap-10 px-4 pb-16 pt-4 sm:px-8 lg:grid lg:grid-cols-2 lg:items-start lg:gap-16 lg:pt-12"
      >
        <div className="flex flex-col gap-4">
          <h1 className="text-std-28B-150">{t('signIn.title', { agency: name })}</h1>
          <p className="text-std-17N-170">{t('signIn.lead')}</p>
          {agency.data?.square && (
            <a href={agency.data.square} className="link inline-flex min-h-11 items-center self-start">
              {t('signIn.square')}
            </a>
          )}
        </div>
        <PasswordForm words={words} signIn={(id, password) => answerOf(calls.signIn(id, password))} />
      </main>
      {agency.data?.joined && (
        <footer className="border-t border-line bg-paper-deep">
          <p className="mx-auto max-w-5xl px-4 py-4 text-[0.9375rem] leading-160 text-solid-gray-800 sm:px-8">{ui('joined')}</p>
        </footer>
      )}
    </div>
  );
}
