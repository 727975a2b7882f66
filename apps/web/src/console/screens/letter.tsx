// One letter sent: its course with times, what was sent, and the receipt.
import type { EvidenceEvent } from '@shishobako/contracts/evidence';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf, askErrorOf } from '../../ui/ask.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Facts } from '../../ui/facts.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { PageHeading, Section } from '../../ui/section.tsx';
import { TextSkeleton } from '../../ui/skeleton.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { calls } from '../api/console-calls.ts';
import { agencyQuery, letterQuery } from '../api/console-queries.ts';
import { LetterStateBadge } from '../parts/state-badge.tsx';

const milestones = [
  ['submitted', 'submit.accepted'],
  ['arrived', 'box.arrived'],
  ['opened', 'open.handover'],
  ['displayed', 'open.ack'],
] as const satisfies readonly (readonly ['submitted' | 'arrived' | 'opened' | 'displayed', EvidenceEvent])[];

export function LetterScreen() {
  const { t } = useTranslation('console');
  const format = useFormat();
  const { env = '' } = useParams({ strict: false });
  const detail = useQuery(letterQuery(env));
  const agency = useQuery(agencyQuery);
  const receipt = useMutation({
    mutationFn: () => answerOf(calls.receipt(env)),
    onSuccess: (made) => saveFile(`receipt-${env.slice(0, 8)}.json`, 'application/json', `${JSON.stringify(made, null, 2)}\n`),
  });
  const back = (
    <Link to="/letters" className="link inline-flex min-h-11 items-center gap-1 self-start">
      <Icon name="left" className="size-5" />
      {t('letter.back')}
    </Link>
  );
  if (!detail.data) {
    return (
      <div className="flex flex-col gap-6">
        {back}
        <PageHeading>{t('letters.title')}</PageHeading>
        {detail.isError ? (
          <ErrorPanel error={askErrorOf(detail.error)} onRetry={() => void detail.refetch()} />
        ) : (
          <TextSkeleton lines={6} />
        )}
      </div>
    );
  }
  const { letter, events, files } = detail.data;
  const type = agency.data?.documentTypes.find((known) => known.id === letter.type);
  const steps = milestones.map(([name, event]) => {
    const found = events.find((entry) => entry.event === event);
    const time = found?.time ?? letter[name];
    const told = letter.openEvidence || name === 'submitted' || name === 'arrived';
    return {
      id: name,
      title: t(`letter.${name}`),
      time: time ? `${format.date(time)} ${format.clock(time)}` : null,
      detail: found ? t('letter.recorded', { who: format.say(found.by) }) : told ? t('letter.notYet') : t('letter.notTold'),
    };
  });
  return (
    <div className="flex max-w-4xl flex-col gap-8">
      {back}
      <div className="flex flex-col gap-3">
        <div>
          <LetterStateBadge state={letter.state} />
        </div>
        <PageHeading>{letter.title}</PageHeading>
      </div>
      {letter.failure && (
        <Notice tone="error" title={t('letter.failed')}>
          <p>{format.say(letter.failure.text)}</p>
          <code className="text-sm">{letter.failure.code}</code>
        </Notice>
      )}
      <Facts
        items={[
          { name: t('letter.to'), value: letter.name },
          {
            name: t('letter.code'),
            value: (
              <Link to="/letters" search={{ code: letter.code }} className="link">
                <code>{letter.code}</code>
              </Link>
            ),
          },
          { name: t('letter.type'), value: type ? format.say(type.name) : letter.type },
          { name: t('letter.class'), value: t(`class.${letter.class}`) },
          { name: t('letter.by'), value: letter.by },
          { name: t('letter.number'), value: <code className="text-sm">{letter.env}</code> },
        ]}
      />
      <Section title={t('letter.timeline')}>
        <div className="card p-5 sm:p-8">
          <Timeline label={t('letter.timeline')} steps={steps} />
        </div>
      </Section>
      {files.length > 0 && (
        <Section title={t('letter.files')}>
          <ul className="card divide-y divide-line">
            {files.map((file) => (
              <li key={file.name} className="flex flex-wrap items-center gap-3 px-5 py-3">
                <Icon name="file" className="size-5 text-solid-gray-700" />
                <span className="grow">{file.name}</span>
                <span className="text-[0.9375rem] text-ink-soft">
                  {file.mediaType} ・ {format.bytes(file.bytes)}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('letter.receipt')}>
        <p className="text-std-16N-170">{t('letter.receiptText')}</p>
        {receipt.isError && <ErrorPanel error={askErrorOf(receipt.error)} />}
        <div>
          <Button look="secondary" icon="download" isPending={receipt.isPending} onPress={() => receipt.mutate()}>
            {t('letter.save')}
          </Button>
        </div>
      </Section>
    </div>
  );
}
