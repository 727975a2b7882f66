// The frame of the counter, and its door: an official signs in; the address stays meanwhile.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askErrorOf } from '../ui/ask.ts';
import { Brand } from '../ui/brand.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Field } from '../ui/field.tsx';
import { useFormat } from '../ui/format.ts';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { SkipLink } from '../ui/skip-link.tsx';
import { calls } from './counter-calls.ts';

function SignIn() {
  const { t } = useTranslation('counter');
  const queries = useQueryClient();
  const counter = useQuery({ queryKey: ['counter'], queryFn: calls.counter });
  const [id, setId] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const signIn = useMutation({
    mutationFn: () => calls.signIn(id, password),
    onSuccess: (session) => queries.setQueryData(['session'], session),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setMissing(!id || !password);
    if (id && password) signIn.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className="card mx-auto flex w-full max-w-lg flex-col gap-5 p-6 sm:p-8">
      <h1 className="text-std-26B-150">{t('signIn.title')}</h1>
      <p>{t('signIn.lead')}</p>
      {counter.data?.square && (
        <a href={counter.data.square} className="link inline-flex min-h-11 items-center self-start">
          {t('signIn.square')}
        </a>
      )}
      <Field label={t('signIn.id')} value={id} onChange={setId} autoComplete="username" autoCapitalize="none" spellCheck="false" />
      <Field label={t('signIn.password')} type="password" value={password} onChange={setPassword} autoComplete="current-password" />
      {missing && (
        <p role="alert" className="text-red-900">
          ＊{t('signIn.missing')}
        </p>
      )}
      {signIn.isError && <ErrorPanel error={askErrorOf(signIn.error)} />}
      <Button type="submit" isPending={signIn.isPending}>
        {t('signIn.go')}
      </Button>
    </form>
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
