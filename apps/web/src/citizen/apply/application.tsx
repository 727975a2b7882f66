// One application: its course, the agency's answer under the agency's own signature, the copy of this device, and the proof as a file.
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Facts } from '../../ui/facts.tsx';
import { useFormat } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { PageHeading, Section } from '../../ui/section.tsx';
import { TextSkeleton } from '../../ui/skeleton.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { useApi, valueFrom } from '../api/context.ts';
import { shownError } from '../shown-error.ts';
import { ApplicationBadge } from './apply.tsx';
import { BackToApply, useFieldWords } from './form.tsx';
import { applicationQuery, copiesQuery, desksQuery } from './queries.ts';

export function ApplicationScreen() {
  const { t } = useTranslation('citizen');
  const { say, dateTime } = useFormat();
  const api = useApi();
  const { env = '' } = useParams({ strict: false });
  const detail = useQuery(applicationQuery(api, env));
  const copy = useQuery(copiesQuery(api)).data?.[env];
  const desks = useQuery(desksQuery(api));
  const words = useFieldWords();
  const proof = useMutation({
    mutationFn: () => valueFrom(api.fetchApplicationReceipt(env)),
    onSuccess: (made) => saveFile(`application-${env.slice(-8)}.json`, 'application/json', `${JSON.stringify(made, null, 2)}\n`),
  });
  if (!detail.data)
    return (
      <div className="flex flex-col gap-6">
        <BackToApply />
        <PageHeading>{t('apply.untitled')}</PageHeading>
        {detail.isError ? (
          <ErrorPanel error={shownError(t, detail.error)} onRetry={() => void detail.refetch()} />
        ) : (
          <TextSkeleton lines={6} />
        )}
      </div>
    );
  const { application, answer } = detail.data;
  const { state } = application;
  const form = desks.data?.find(({ desk }) => desk.agency.id === application.agency.id)?.desk.forms.find((one) => one.id === copy?.form);
  const at = (time: string | null) => (time === null ? null : dateTime(time));
  const done = state === 'received' || state === 'returned';
  return (
    <article className="flex flex-col gap-8">
      <BackToApply />
      <div className="flex flex-col items-start gap-2">
        <ApplicationBadge state={state} />
        <PageHeading lead={say(application.agency.name)}>{copy?.title ?? t('apply.untitled')}</PageHeading>
      </div>
      {application.failure && <Notice tone="error" title={say(application.failure.text)} />}
      {done && !answer && <Notice tone="error" title={t('apply.answerUntrusted')} />}
      {answer && (
        <Notice tone={answer.outcome === 'received' ? 'success' : 'warning'} title={t(`apply.steps.${answer.outcome}`)}>
          {answer.letter !== null && (
            <>
              <p>{t('apply.letter')}</p>
              <Link to="/letters/$env" params={{ env: answer.letter }} className={buttonClass('secondary')}>
                {t('apply.openLetter')}
              </Link>
            </>
          )}
          {answer.outcome === 'returned' && copy && (
            <Link to="/apply/form" search={{ agency: copy.agency, form: copy.form }} className={buttonClass('quiet')}>
              {t('apply.correct')}
            </Link>
          )}
        </Notice>
      )}
      <Section title={t('apply.course')}>
        <div className="card p-5 sm:p-6">
          <Timeline
            label={t('apply.course')}
            steps={[
              { id: 'stored', title: t('apply.steps.stored'), time: at(application.stored) },
              { id: 'submitted', title: t('apply.steps.submitted'), time: at(application.submitted) },
              { id: 'arrived', title: t('apply.steps.arrived'), time: at(application.arrived) },
              { id: 'answered', title: t(done ? `apply.steps.${state}` : 'apply.steps.answered'), time: at(application.answered) },
            ]}
          />
        </div>
      </Section>
      <Section title={t('apply.copy')}>
        {copy ? (
          <div className="card flex flex-col gap-4 p-5 sm:p-6">
            <p className="text-[0.9375rem] leading-160 text-ink-soft">{t('apply.copyLead')}</p>
            <Facts items={form ? words(form, copy.fields) : Object.entries(copy.fields).map(([name, value]) => ({ name, value }))} />
          </div>
        ) : (
          <p className="text-std-16N-170">{t('apply.copyNone')}</p>
        )}
      </Section>
      <div className="flex flex-col items-start gap-3">
        <Button look="secondary" icon="download" isPending={proof.isPending} onPress={() => proof.mutate()}>
          {t('apply.proof')}
        </Button>
        <p className="text-[0.9375rem] leading-160 text-ink-soft">{t('apply.proofText')}</p>
        {proof.isError && <ErrorPanel error={shownError(t, proof.error)} />}
      </div>
    </article>
  );
}
