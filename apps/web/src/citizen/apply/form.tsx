// One form: fill in, check every field in words, sign with the signing password, send. What is typed survives the end of the session; the sealed
// application is kept while this page lives, so that sending again after a lost connection is no second application.
import type { ApplicationForm } from '@shishobako/contracts/application';
import type { CardDialogReason } from '@shishobako/contracts/card-bridge';
import type { SignedDocumentStatement } from '@shishobako/contracts/document-statement';
import type { CheckedDesk, Prepared } from '@shishobako/device/apply';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Facts } from '../../ui/facts.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/section.tsx';
import { TextSkeleton } from '../../ui/skeleton.tsx';
import { useLostFocus } from '../../ui/use-lost-focus.ts';
import { Failure, useApi, valueFrom } from '../api/context.ts';
import { CardFrame } from '../parts/card-frame.tsx';
import { shownError } from '../shown-error.ts';
import { FormFields } from './form-fields.tsx';
import { desksQuery } from './queries.ts';
import { useFormDraft } from './use-form-draft.ts';

type Step =
  | { kind: 'fill' }
  | { kind: 'review' }
  | { kind: 'sign'; prepared: Prepared }
  | { kind: 'stopped'; reason: CardDialogReason | 'absent' };

const signedOther = (error: unknown): boolean => error instanceof Failure && error.error.kind === 'card.signed-other';

export const BackToApply = () => {
  const { t } = useTranslation('citizen');
  return (
    <Link to="/apply" className="link inline-flex min-h-11 items-center gap-1 self-start">
      <Icon name="left" className="size-5" />
      {t('apply.back')}
    </Link>
  );
};

export function useFieldWords() {
  const { t } = useTranslation('citizen');
  const { say, date } = useFormat();
  return (form: ApplicationForm, values: Readonly<Record<string, string>>) =>
    form.fields.map((field) => {
      const value = values[field.id] ?? '';
      const option = field.options.find((one) => one.value === value);
      if (value === '') return { name: say(field.label), value: t('apply.empty') };
      return { name: say(field.label), value: option ? say(option.label) : field.kind === 'date' ? date(value) : value };
    });
}

function StepHeading({ children }: { children: string }) {
  const heading = useLostFocus<HTMLHeadingElement>();
  return (
    <h2 ref={heading} tabIndex={-1} className="text-std-20B-150">
      {children}
    </h2>
  );
}

/** Why there is no signature, what to do about it, and how to go on without (JPK-19). */
function Stopped({ reason, agency, onAgain }: { reason: CardDialogReason | 'absent'; agency: string; onAgain: () => void }) {
  const { t } = useTranslation('citizen');
  const words: Partial<Record<typeof reason, [title: string, text: string]>> = {
    'no-certificate': [t('apply.noCertificate'), t('apply.under15')],
    locked: [t('apply.locked'), t('apply.lockedText')],
    'expired-certificate': [t('apply.expired'), t('apply.expiredText')],
    absent: [t('apply.absent'), t('apply.absentText')],
  };
  const [title, text] = words[reason] ?? [t('apply.cancelled'), t('apply.cancelledText')];
  const place = useLostFocus<HTMLDivElement>();
  return (
    <div ref={place} tabIndex={-1}>
      <Notice tone={reason === 'closed' ? 'info' : 'warning'} title={title} live>
        <p>{text}</p>
        {reason !== 'closed' && <p>{t('apply.otherWay', { agency })}</p>}
        <p>{t('apply.kept')}</p>
        <Button look="secondary" onPress={onAgain}>
          {t('apply.again')}
        </Button>
      </Notice>
    </div>
  );
}

/** Tried again with the same signature where that can succeed; what was refused for good goes back to be checked and signed anew. */
function NotSent({ error, onAgain, onReview }: { error: unknown; onAgain: () => void; onReview: () => void }) {
  const { t } = useTranslation('citizen');
  const shown = shownError(t, error);
  const isFinal = shown.kind === 'call.problem' && !shown.problem.retry;
  return (
    <Notice tone="warning" title={isFinal ? t('apply.state.failed') : t('apply.failed')} live>
      <ErrorPanel error={shown} />
      {isFinal ? (
        <>
          <p>{t('apply.kept')}</p>
          <Button onPress={onReview}>{t('apply.review')}</Button>
        </>
      ) : (
        <Button icon="send" onPress={onAgain}>
          {t('apply.again')}
        </Button>
      )}
    </Notice>
  );
}

function FormSteps({ desk, alias, form }: { desk: CheckedDesk['desk']; alias: NonNullable<CheckedDesk['alias']>; form: ApplicationForm }) {
  const { t } = useTranslation('citizen');
  const { say } = useFormat();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const draft = useFormDraft(desk.agency.id, form);
  const words = useFieldWords();
  const [step, setStep] = useState<Step>({ kind: 'fill' });
  const [sealed, setSealed] = useState<Parameters<typeof api.handIn>>();
  const send = useMutation({
    mutationFn: async (made: Parameters<typeof api.handIn>) => valueFrom(api.handIn(...made)),
    onSuccess: async ({ env }) => {
      draft.clear();
      await queries.invalidateQueries({ queryKey: ['applications'] });
      await queries.invalidateQueries({ queryKey: ['application-copies'] });
      void navigate({ to: '/apply/$env', params: { env } });
    },
  });
  const seal = useMutation({
    mutationFn: async ({ prepared, signed }: { prepared: Prepared; signed: SignedDocumentStatement }) => {
      const application = await valueFrom(api.sealApplication({ desk, alias, form }, prepared, signed));
      return [application, prepared.document] as Parameters<typeof api.handIn>;
    },
    onSuccess: (made) => {
      setSealed(made);
      send.mutate(made);
    },
    onError: () => setStep({ kind: 'review' }),
  });
  const sign = useMutation({
    mutationFn: () => api.prepareApplication(desk, form, draft.given()),
    onSuccess: (prepared) => setStep({ kind: 'sign', prepared }),
  });

  const backToReview = (): void => {
    setSealed(undefined);
    send.reset();
    setStep({ kind: 'review' });
  };

  if (sealed)
    return send.isError ? (
      <NotSent error={send.error} onAgain={() => send.mutate(sealed)} onReview={backToReview} />
    ) : (
      <p role="status" className="text-std-17N-170">
        {t('apply.sending')}
      </p>
    );
  if (step.kind === 'stopped')
    return <Stopped reason={step.reason} agency={say(desk.agency.name)} onAgain={() => setStep({ kind: 'review' })} />;
  if (step.kind === 'sign') {
    const { prepared } = step;
    return (
      <div className="flex max-w-2xl flex-col gap-5">
        <StepHeading>{t('apply.signTitle')}</StepHeading>
        <p className="text-std-16N-170">{t('apply.signLead')}</p>
        <CardFrame
          bridge={api.config.bridge}
          request={prepared.request}
          note={t('apply.signNote')}
          onSigned={(signed) => seal.mutate({ prepared, signed })}
          onCancelled={(reason) => setStep({ kind: 'stopped', reason })}
          onAbsent={() => setStep({ kind: 'stopped', reason: 'absent' })}
        />
      </div>
    );
  }
  if (step.kind === 'review')
    return (
      <div className="flex flex-col gap-5">
        <StepHeading>{t('apply.reviewTitle')}</StepHeading>
        <p className="text-std-16N-170">{t('apply.reviewLead')}</p>
        {seal.isError &&
          (signedOther(seal.error) ? (
            <Notice tone="warning" title={t('apply.other')} live />
          ) : (
            <ErrorPanel error={shownError(t, seal.error)} />
          ))}
        <div className="card p-5 sm:p-6">
          <Facts
            items={[
              { name: t('apply.to'), value: say(desk.agency.name) },
              ...words(form, draft.given()),
              { name: t('apply.basis'), value: form.basis },
            ]}
          />
        </div>
        <p className="text-[0.9375rem] leading-160 text-ink-soft">
          {t('apply.needs')} {t('apply.otherWay', { agency: say(desk.agency.name) })}
        </p>
        <div className="flex flex-wrap gap-3">
          <Button icon="card" isPending={sign.isPending} onPress={() => sign.mutate()}>
            {t('apply.sign')}
          </Button>
          <Button look="secondary" onPress={() => setStep({ kind: 'fill' })}>
            {t('apply.edit')}
          </Button>
        </div>
      </div>
    );
  return <FormFields form={form} draft={draft} onDone={() => setStep({ kind: 'review' })} />;
}

export function FormScreen() {
  const { t } = useTranslation('citizen');
  const { say } = useFormat();
  const api = useApi();
  const asked = useSearch({ strict: false });
  const desks = useQuery(desksQuery(api));
  const found = desks.data?.find(({ desk }) => desk.agency.id === asked.agency);
  const form = found?.desk.forms.find((one) => one.id === asked.form);
  return (
    <article className="flex flex-col gap-6">
      <BackToApply />
      <PageHeading lead={form && say(form.description)}>{form ? say(form.name) : t('apply.title')}</PageHeading>
      {desks.isPending && <TextSkeleton lines={6} />}
      {desks.isError && <ErrorPanel error={shownError(t, desks.error)} onRetry={() => void desks.refetch()} />}
      {desks.data && (!form || !found?.alias) && <EmptyState icon="procedure" title={t('apply.noForms')} />}
      {found?.alias && form && <FormSteps desk={found.desk} alias={found.alias} form={form} />}
    </article>
  );
}
