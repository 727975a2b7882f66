// The frame of the counter, and its door: an official signs in; the address stays meanwhile.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Brand } from '../ui/brand.tsx';
import { Button } from '../ui/button.tsx';
import { useFormat } from '../ui/format.ts';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { PasswordForm } from '../ui/password-form.tsx';
import { SkipLink } from '../ui/skip-link.tsx';
import { calls } from './counter-calls.ts';

function SignIn() {
  const { t } = useTranslation('counter');
  const counter = useQuery({ queryKey: ['counter'], queryFn: calls.counter });
  const words = { id: t('signIn.id'), password: t('signIn.password'), missing: t('signIn.missing'), go: t('signIn.go') };
  return (
    <PasswordForm words={words} signIn={calls.signIn} className="mx-auto w-full max-w-lg">
      <h1 className="text-std-26B-150">{t('signIn.title')}</h1>
      <p>{t('signIn.lead')}</p>
      {counter.data?.square && (
        <a href={counter.data.square} className="link inline-flex min-h-11 items-center self-start">
          {t('signIn.square')}
        </a>
      )}
    </PasswordForm>
  );
}

export function CounterGate() {
  const { t } = useTranslation('counter');
  const { say } = useFormat();
  const queries = useQueryClient();
  const counter = useQuery({ queryKey: ['counter'], queryFn: calls.counter });
  const session = useQuery({ queryKey: ['session'], queryFn: calls.session });
  const signOut = useMutation({ mutationFn: calls.signOut, onSettled: () => void queries.resetQueries() });
  if (session.isPending) return null;
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="border-b border-line bg-white">
        <div className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-4 sm:px-8">
          <Brand name={counter.data ? say(counter.data.name) : t('name')} note={t('name')} />
          <div className="flex flex-wrap items-center gap-2">
            {session.data && <span className="text-[0.9375rem]">{say(session.data.clerk.name)}</span>}
            <LanguageSwitch />
            {session.data && (
              <Button look="quiet" small icon="leave" isPending={signOut.isPending} onPress={() => signOut.mutate()}>
                {t('signOut')}
              </Button>
            )}
          </div>
        </div>
      </header>
      <main id="main" className="mx-auto w-full max-w-6xl grow px-4 pb-16 pt-8 sm:px-8">
        {session.isError ? <SignIn /> : <Outlet />}
      </main>
    </div>
  );
}
