// One work, confirmed: who, which card, what happens to each certificate and to the keys; then what the holder has to enter.
import type { CounterPerson, PossibleWork, WorkOrder } from '@shishobako/contracts/counter-api';
import { WorkOrder as OrderSchema } from '@shishobako/contracts/counter-api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askErrorOf } from '../ui/ask.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Select } from '../ui/select.tsx';
import { calls } from './counter-calls.ts';
import { shownName } from './parts.tsx';

type Entries = { pin: string; password: string; address: string; name: string; kana: string; which: 'auth' | 'sign' };

function orderOf(person: CounterPerson, { work, signature }: PossibleWork, e: Entries): WorkOrder | undefined {
  const base = { work, version: person.version };
  const capital = e.password.normalize('NFKC').toUpperCase();
  const secrets = { pin: e.pin.normalize('NFKC'), ...(signature === 'new' && { password: capital }) };
  const more: Partial<Record<PossibleWork['work'], object>> = {
    issue: secrets,
    reissue: secrets,
    move: { address: e.address },
    'name-change': { name: e.name, kana: e.kana },
    unlock: { which: e.which, newPin: e.which === 'auth' ? secrets.pin : capital },
  };
  const parsed = OrderSchema.safeParse({ ...base, ...more[work] });
  return parsed.success ? parsed.data : undefined;
}

export function WorkDialog({
  person,
  possible,
  onClose,
  onDone,
}: {
  person: CounterPerson;
  possible: PossibleWork;
  onClose: () => void;
  onDone: (after: CounterPerson) => void;
}) {
  const { t } = useTranslation('counter');
  const { t: ui } = useTranslation('ui');
  const queries = useQueryClient();
  const counter = useQuery({ queryKey: ['counter'], queryFn: calls.counter });
  const [entries, setEntries] = useState<Entries>({
    pin: '',
    password: '',
    address: person.address,
    name: person.name,
    kana: person.kana,
    which: 'auth',
  });
  const [wrong, setWrong] = useState(false);
  const { work } = possible;
  const name = shownName(person.name);
  const put = (key: keyof Entries) => (value: string) => setEntries({ ...entries, [key]: value });
  const run = useMutation({
    mutationFn: (order: WorkOrder) => calls.work(person.id, order),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries(),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const order = orderOf(person, possible, entries);
    setWrong(!order);
    if (order) run.mutate(order);
  };
  const makesCard = work === 'issue' || work === 'reissue';
  const asksPin = makesCard || (work === 'unlock' && entries.which === 'auth');
  const asksPassword = (makesCard && possible.signature === 'new') || (work === 'unlock' && entries.which === 'sign');
  const object =
    work === 'phone-end'
      ? t('confirm.objectPhone', { name })
      : makesCard || !person.card
        ? t('confirm.objectNew', { name })
        : t('confirm.objectCard', { name, n: person.card.number });
  return (
    <Dialog title={t('confirm.title', { name, work: t(`work.${work}`) })} onClose={onClose}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-5">
        <p>{t(`lead.${work}`)}</p>
        <Facts
          items={[
            { name: t('confirm.object'), value: object },
            { name: t('person.signature'), value: t(`effect.${possible.signature}`) },
            { name: t('person.authentication'), value: t(`effect.${possible.authentication}`) },
            { name: t('keys.title'), value: t(`keys.${possible.keys}`, { hours: counter.data?.joinDelayHours ?? '' }) },
          ]}
        />
        {work === 'move' && <Field label={t('confirm.address')} value={entries.address} onChange={put('address')} />}
        {work === 'name-change' && <Field label={t('confirm.nameNew')} value={entries.name} onChange={put('name')} />}
        {work === 'name-change' && <Field label={t('confirm.kanaNew')} value={entries.kana} onChange={put('kana')} />}
        {work === 'unlock' && (
          <Select
            label={t('confirm.which')}
            value={entries.which}
            options={[
              { value: 'auth', label: t('confirm.auth') },
              { value: 'sign', label: t('confirm.sign') },
            ]}
            onChange={put('which')}
          />
        )}
        {asksPin && (
          <Field
            type="password"
            inputMode="numeric"
            maxLength={4}
            autoComplete="off"
            label={t('confirm.newPin')}
            value={entries.pin}
            onChange={put('pin')}
          />
        )}
        {asksPassword && (
          <Field
            type="password"
            maxLength={16}
            autoComplete="off"
            label={t('confirm.newPassword')}
            value={entries.password}
            onChange={put('password')}
          />
        )}
        {wrong && (
          <p role="alert" className="text-red-900">
            ＊{t('confirm.form')}
          </p>
        )}
        {run.isError && <ErrorPanel error={askErrorOf(run.error)} />}
        <DialogActions>
          <Button look="secondary" onPress={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" look={possible.keys === 'stop' ? 'danger' : 'primary'} isPending={run.isPending}>
            {t('confirm.go')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
