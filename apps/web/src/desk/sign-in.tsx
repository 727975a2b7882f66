// A professional signs in with the HPKI card: pick the card, type its PIN. The PIN goes to this desk's own card program and nowhere else.
import type { DeskInfo } from '@shishobako/contracts/desk-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askErrorOf } from '../ui/ask.ts';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Field } from '../ui/field.tsx';
import { useFormat } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { Select } from '../ui/select.tsx';
import { deskCalls } from './desk-calls.ts';

export function SignIn({ info }: { info: DeskInfo }) {
  const { t } = useTranslation('desk');
  const { say } = useFormat();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState(info.professionals[0]?.id ?? '');
  const [pin, setPin] = useState('');
  const [short, setShort] = useState(false);
  const signIn = useMutation({
    mutationFn: () => deskCalls.signIn(chosen, pin),
    onSettled: () => setPin(''),
    onSuccess: (session) => queries.setQueryData(['session'], session),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setShort(pin.length < 4);
    if (pin.length >= 4 && !signIn.isPending) signIn.mutate();
  };
  return (
    <div className="flex flex-col gap-10 lg:grid lg:grid-cols-2 lg:items-start lg:gap-16">
      <div className="flex flex-col gap-5">
        <h1 className="text-[1.75rem] font-bold leading-150 sm:text-[2.25rem]">{t('signIn.title')}</h1>
        <p className="text-std-18N-160">{t('signIn.lead')}</p>
        <ul className="flex flex-col gap-3 text-std-17N-170">
          {(['noPin', 'sealed', 'told'] as const).map((point) => (
            <li key={point} className="flex gap-3">
              <Icon name="check" className="mt-1 size-5 text-green-800" />
              {t(`signIn.${point}`)}
            </li>
          ))}
        </ul>
        {info.square && (
          <a href={info.square} className="link inline-flex min-h-11 items-center self-start">
            {t('signIn.square')}
          </a>
        )}
      </div>
      {info.professionals.length === 0 ? (
        <Notice tone="warning" title={t('signIn.noCards')}>
          <p>{t('signIn.noCardsAdvice')}</p>
        </Notice>
      ) : (
        <form onSubmit={submit} noValidate className="card flex flex-col gap-6 p-6 sm:p-8">
          <Select
            label={t('signIn.card')}
            value={chosen}
            options={info.professionals.map(({ id, label }) => ({ value: id, label: say(label) }))}
            onChange={setChosen}
          />
          <Field
            label={t('signIn.pin')}
            type="password"
            inputMode="numeric"
            autoComplete="off"
            maxLength={16}
            value={pin}
            onChange={setPin}
            {...(info.fictional && { help: t('signIn.pinHelp') })}
            error={short ? t('signIn.short') : undefined}
          />
          {signIn.isError && <ErrorPanel error={askErrorOf(signIn.error)} />}
          <Button type="submit" isPending={signIn.isPending}>
            {signIn.isPending ? t('signIn.busy') : t('signIn.submit')}
          </Button>
        </form>
      )}
    </div>
  );
}
