// One application: what the form says, who signed it and how the two compare, and the clerk's answer.
import type { ConsoleApplicationDetail, ConsoleMatch } from '@shishobako/contracts/console-api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, askErrorOf } from '../../ui/ask.ts';
import { Button } from '../../ui/button.tsx';
import { useDraft } from '../../ui/drafts.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Field } from '../../ui/field.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { PageHeading, Section } from '../../ui/section.tsx';
import { TextSkeleton } from '../../ui/skeleton.tsx';
import { calls } from '../api/console-calls.ts';
import { applicationQuery } from '../api/console-queries.ts';
import { ApplicationStateBadge, MatchBadge } from '../parts/application-badges.tsx';

function Compared({ match }: { match: ConsoleMatch }) {
  const { t } = useTranslation('console');
  const shown = (value: string) => (match.attribute === 'sex' ? t(`applications.sex.s${value}` as 'applications.sex.s1') : value);
  const steps = match.steps.map((step) => t(`applications.step.${step}` as 'applications.step.width')).join('、');
  return (
    <li className="flex flex-col gap-2 px-5 py-4">
      <p className="flex flex-wrap items-center gap-3">
        <span className="text-std-16B-170">{t(`applications.attribute.${match.attribute}`)}</span>
        {match.result !== null && <MatchBadge result={match.result} />}
      </p>
      <Facts
        items={[
          { name: t('applications.asForm'), value: match.form ?? t('applications.notAsked') },
          { name: t('applications.asCertificate'), value: shown(match.certificate) },
        ]}
      />
      {steps !== '' && <p className="text-[0.9375rem] leading-160 text-ink-soft">{t('applications.stepsText', { steps })}</p>}
      {match.difference && <p className="text-[0.9375rem] leading-160 text-orange-900">{t('applications.difference', match.difference)}</p>}
    </li>
  );
}

function Answer({ env }: { env: string }) {
  const { t } = useTranslation('console');
  const queries = useQueryClient();
  const [note, setNote, clear] = useDraft(`application.${env}`);
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const answer = useMutation({
    mutationFn: (outcome: 'received' | 'returned') => answerOf(calls.answerApplication(env, { outcome, note: note.trim() })),
    onSuccess: async () => {
      clear();
      await queries.invalidateQueries({ queryKey: ['application', env] });
      await queries.invalidateQueries({ queryKey: ['applications'] });
    },
  });
  const giveBack = (): void => {
    const isMissing = note.trim() === '';
    setMissing(isMissing);
    if (isMissing) form.current?.querySelector('textarea')?.focus();
    else answer.mutate('returned');
  };
  return (
    <Section title={t('applications.decide')}>
      <div ref={form} className="card flex flex-col gap-5 p-5 sm:p-6">
        <Field
          label={t('applications.note')}
          help={t('applications.noteHelp')}
          error={missing ? t('applications.noteMissing') : undefined}
          rows={4}
          maxLength={2_000}
          value={note}
          onChange={setNote}
        />
        {answer.isError && <ErrorPanel error={askErrorOf(answer.error)} />}
        <div className="flex flex-wrap gap-3">
          <Button icon="check" isPending={answer.isPending} onPress={() => answer.mutate('received')}>
            {t('applications.receive')}
          </Button>
          <Button look="secondary" isPending={answer.isPending} onPress={giveBack}>
            {t('applications.return')}
          </Button>
        </div>
      </div>
    </Section>
  );
}

function Answered({ application }: Pick<ConsoleApplicationDetail, 'application'>) {
  const { t } = useTranslation('console');
  const { say, dateTime } = useFormat();
  const by = application.by === 'system' ? t('applications.system') : (application.by ?? '');
  return (
    <Notice
      tone={application.state === 'received' ? 'success' : 'warning'}
      title={`${t(`applications.state.${application.state}`)}　${t('applications.answered', { by })}`}
    >
      {application.answered !== null && <p>{dateTime(application.answered)}</p>}
      {application.refusal && <p>{say(application.refusal.text)}</p>}
      {application.note !== '' && <p className="whitespace-pre-wrap">{application.note}</p>}
      <p>{t(application.told ? 'applications.told' : 'applications.telling')}</p>
    </Notice>
  );
}

function Proof({ env, state }: { env: string; state: ConsoleApplicationDetail['proof'] }) {
  const { t } = useTranslation('console');
  const save = useMutation({
    mutationFn: () => answerOf(calls.applicationProof(env)),
    onSuccess: (made) => saveFile(`application-${env.slice(0, 8)}.json`, 'application/json', `${JSON.stringify(made, null, 2)}\n`),
  });
  return (
    <Section title={t('applications.proof.title')}>
      <p className="text-std-16N-170">{t(`applications.proof.${state}`)}</p>
      {save.isError && <ErrorPanel error={askErrorOf(save.error)} />}
      {state === 'kept' && (
        <div>
          <Button look="secondary" icon="download" isPending={save.isPending} onPress={() => save.mutate()}>
            {t('applications.proof.save')}
          </Button>
        </div>
      )}
    </Section>
  );
}

export function ApplicationScreen() {
  const { t } = useTranslation('console');
  const { say, dateTime } = useFormat();
  const { env = '' } = useParams({ strict: false });
  const detail = useQuery(applicationQuery(env));
  const back = (
    <Link to="/applications" className="link inline-flex min-h-11 items-center gap-1 self-start">
      <Icon name="left" className="size-5" />
      {t('applications.back')}
    </Link>
  );
  if (!detail.data)
    return (
      <div className="flex flex-col gap-6">
        {back}
        <PageHeading>{t('applications.title')}</PageHeading>
        {detail.isError ? (
          <ErrorPanel error={askErrorOf(detail.error)} onRetry={() => void detail.refetch()} />
        ) : (
          <TextSkeleton lines={6} />
        )}
      </div>
    );
  const { application, fields, signer, documentSha256, proof } = detail.data;
  return (
    <article className="flex flex-col gap-8">
      {back}
      <div className="flex flex-col items-start gap-2">
        <ApplicationStateBadge state={application.state} />
        <PageHeading lead={`${application.caseNumber}　${dateTime(application.submitted)}`}>
          {application.form ? say(application.form) : t('applications.unreadable')}
        </PageHeading>
      </div>
      {application.state !== 'waiting' && <Answered application={application} />}
      {fields.length > 0 && (
        <Section title={t('applications.fields')}>
          <div className="card p-5 sm:p-6">
            <Facts
              items={fields.map((field) => ({ name: say(field.label), value: field.shown ? say(field.shown) : field.value || '―' }))}
            />
          </div>
        </Section>
      )}
      <Section title={t('applications.signer')}>
        {signer ? (
          <>
            <p className="text-std-16N-170">{t('applications.signerText')}</p>
            <ul className="card divide-y divide-line">
              {signer.map((match) => (
                <Compared key={match.attribute} match={match} />
              ))}
            </ul>
          </>
        ) : (
          <p className="text-std-16N-170">{t('applications.signerNone')}</p>
        )}
        {documentSha256 !== null && (
          <p className="break-all text-[0.9375rem] leading-160 text-ink-soft">
            {t('applications.digest')}: <code>{documentSha256}</code>
          </p>
        )}
      </Section>
      <Proof env={env} state={proof} />
      {application.state === 'waiting' && <Answer key={env} env={env} />}
    </article>
  );
}
