// A clerk signs in. The same answer whichever of the two was wrong; a password is never kept as a draft.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, askErrorOf } from '../../ui/ask.ts';
import { Brand } from '../../ui/brand.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Field } from '../../ui/field.tsx';
import { useFormat } from '../../ui/format.ts';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { calls } from '../api/console-calls.ts';
import { agencyQuery } from '../api/console-queries.ts';

export function SignIn() {
  const { t } = useTranslation('console');
  const { t: ui } = useTranslation('ui');
  const { say } = useFormat();
  const queries = useQueryClient();
  const agency = useQuery(agencyQuery);
  const [id, setId] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const signIn = useMutation({
    mutationFn: () => answerOf(calls.signIn(id, password)),
    onSuccess: (session) => queries.setQueryData(['session'], session),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setMissing(!id || !password);
    if (id && password) signIn.mutate();
  };
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
        <form onSubmit={submit} noValidate className="card flex flex-col gap-5 p-6 sm:p-8">
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
      </main>
      {agency.data?.joined && (
        <footer className="border-t border-line bg-paper-deep">
          <p className="mx-auto max-w-5xl px-4 py-4 text-[0.9375rem] leading-160 text-solid-gray-800 sm:px-8">{ui('joined')}</p>
        </footer>
      )}
    </div>
  );
}
