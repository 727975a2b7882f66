// Everybody the counter serves, with what stands of each certificate; and registering an invented person.
import { NewPerson } from '@shishobako/contracts/counter-api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askErrorOf } from '../ui/ask.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Field } from '../ui/field.tsx';
import { PageHeading, Section } from '../ui/section.tsx';
import { Select } from '../ui/select.tsx';
import { RowsSkeleton } from '../ui/skeleton.tsx';
import { calls } from './counter-calls.ts';
import { CertificateState, History, shownName } from './parts.tsx';

function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('counter');
  const navigate = useNavigate();
  const [entry, setEntry] = useState<NewPerson>({ name: '', kana: '', dateOfBirth: '', sex: '1', address: '' });
  const [wrong, setWrong] = useState(false);
  const add = useMutation({ mutationFn: calls.add, onSuccess: ({ id }) => void navigate({ to: '/people/$id', params: { id } }) });
  const put = (key: keyof NewPerson) => (value: string) => setEntry({ ...entry, [key]: value });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const parsed = NewPerson.safeParse(entry);
    setWrong(!parsed.success);
    if (parsed.success) add.mutate(parsed.data);
  };
  return (
    <Dialog title={t('add.title')} onClose={onClose}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <p>{t('add.text')}</p>
        <Field label={t('add.name')} value={entry.name} onChange={put('name')} />
        <Field label={t('add.kana')} value={entry.kana} onChange={put('kana')} />
        <Field label={t('add.birth')} value={entry.dateOfBirth} onChange={put('dateOfBirth')} />
        <Select
          label={t('add.sex')}
          value={entry.sex}
          options={(['1', '2', '9'] as const).map((value) => ({ value, label: t(`add.sex${value}`) }))}
          onChange={put('sex')}
        />
        <Field label={t('add.address')} value={entry.address} onChange={put('address')} />
        {wrong && (
          <p role="alert" className="text-red-900">
            ＊{t('add.form')}
          </p>
        )}
        {add.isError && <ErrorPanel error={askErrorOf(add.error)} />}
        <DialogActions>
          <Button type="submit" isPending={add.isPending}>
            {t('add.go')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

export function PeopleScreen() {
  const { t } = useTranslation('counter');
  const [q, setQ] = useState('');
  const [adding, setAdding] = useState(false);
  const people = useQuery({ queryKey: ['people', q], queryFn: () => calls.people(q), placeholderData: (before) => before });
  return (
    <div className="flex flex-col gap-6">
      <PageHeading lead={t('fictional')}>{t('people.title')}</PageHeading>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <Field label={t('people.search')} value={q} onChange={setQ} />
        <Button look="secondary" icon="plus" onPress={() => setAdding(true)}>
          {t('people.add')}
        </Button>
      </div>
      {people.isPending && <RowsSkeleton rows={6} />}
      {people.isError && <ErrorPanel error={askErrorOf(people.error)} onRetry={() => void people.refetch()} />}
      {people.data?.items.length === 0 && <p>{t('people.none')}</p>}
      {people.data && people.data.items.length > 0 && (
        <ul className="card divide-y divide-line">
          {people.data.items.map((person) => (
            <li key={person.id} className="grid gap-x-6 gap-y-2 px-5 py-4 lg:grid-cols-[1fr_2fr_auto] lg:items-center">
              <p className="flex flex-col">
                <span className="text-std-17B-170">{shownName(person.name)}</span>
                <span className="text-[0.9375rem] text-ink-soft">{person.living ? person.kana : t('person.dead')}</span>
              </p>
              {person.card ? (
                <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
                  {(['authentication', 'signature'] as const).map((use) => (
                    <div key={use}>
                      <dt className="text-[0.9375rem] text-ink-soft">{t(`person.${use}`)}</dt>
                      <dd>{person.card && <CertificateState certificate={person.card[use]} />}</dd>
                    </div>
                  ))}
                </dl>
              ) : (
                <p className="text-ink-soft">{t('person.noCard')}</p>
              )}
              <Link
                to="/people/$id"
                params={{ id: person.id }}
                className={buttonClass('secondary', true)}
                aria-label={t('people.open', { name: shownName(person.name) })}
              >
                {t('person.works')}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <Section title={t('history.title')}>
        <History person={null} />
      </Section>
      {adding && <AddDialog onClose={() => setAdding(false)} />}
    </div>
  );
}
