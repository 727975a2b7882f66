// E-mail notice: what saving will change is said before saving.
import type { NotificationSettings } from '@shishobako/contracts/citizen-api';
import { NotificationSettings as Settings } from '@shishobako/contracts/citizen-api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { findDraft, useDraft } from '../../ui/drafts.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { TextSkeleton } from '../../ui/skeleton.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useApi, valueFrom } from '../api/context.ts';
import { notificationQuery } from '../api/queries.ts';
import { shownError } from '../shown-error.ts';

function Form({ now }: { now: NotificationSettings }) {
  const { t } = useTranslation('citizen');
  const api = useApi();
  const queries = useQueryClient();
  const [email, setEmail, clearDraft] = useDraft('email', now.email ?? '');
  const [enabled, setEnabled] = useState(findDraft('email') !== null || now.enabled);
  const [wrong, setWrong] = useState<string>();
  const save = useMutation({
    mutationFn: (next: NotificationSettings) => valueFrom(api.changeNotification(next)),
    onSuccess: (saved) => {
      queries.setQueryData(['notification'], saved);
      clearDraft();
      setEmail(saved.email ?? '');
    },
  });
  const next = { email: email.trim() || null, enabled };
  const same = next.email === now.email && next.enabled === now.enabled;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const error =
      enabled && next.email === null
        ? t('settings.notification.needed')
        : Settings.safeParse(next).success
          ? undefined
          : t('settings.notification.invalid');
    setWrong(error);
    if (error === undefined) save.mutate(next);
  };
  return (
    <form onSubmit={submit} noValidate className="card flex flex-col items-start gap-5 p-5 sm:p-6">
      <Switch label={t('settings.notification.enabled')} value={enabled} onChange={setEnabled} />
      <div className="w-full max-w-md">
        <Field
          label={t('settings.notification.email')}
          type="email"
          autoComplete="email"
          inputMode="email"
          value={email}
          error={wrong}
          onChange={(value) => {
            setWrong(undefined);
            setEmail(value);
          }}
        />
      </div>
      <p role="status" className="text-std-16N-170 text-ink-soft">
        {same
          ? t('settings.notification.effectNone')
          : next.enabled
            ? t('settings.notification.effectOn', { email: next.email ?? '―' })
            : t('settings.notification.effectOff')}
      </p>
      {save.isError && <ErrorPanel error={shownError(t, save.error)} />}
      {save.isSuccess && same && <Notice tone="success" title={t('settings.notification.saved')} live />}
      <Button type="submit" look="secondary" isDisabled={same} isPending={save.isPending}>
        {t('settings.notification.save')}
      </Button>
    </form>
  );
}

export function Notification() {
  const { t } = useTranslation('citizen');
  const settings = useQuery(notificationQuery(useApi()));
  return (
    <Section title={t('settings.notification.title')}>
      <p className="text-std-16N-170 text-ink-soft">{t('settings.notification.lead')}</p>
      {settings.isPending && <TextSkeleton lines={3} />}
      {settings.isError && <ErrorPanel error={shownError(t, settings.error)} onRetry={() => void settings.refetch()} />}
      {settings.data && <Form now={settings.data} />}
    </Section>
  );
}
