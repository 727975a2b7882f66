// この手紙の証明: when it was sent, arrived, opened and shown, each recorded by whom; the receipt to keep, checked here and offline.
import type { LetterEvents } from '@shishobako/contracts/citizen-api';
import type { EvidenceEvent } from '@shishobako/contracts/evidence';
import type { Receipt } from '@shishobako/contracts/receipt';
import type { ReceiptVerdict } from '@shishobako/evidence/verify-receipt';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useFormat } from '../../ui/format.ts';
import { saveFile } from '../../ui/save-file.ts';
import { Section } from '../../ui/section.tsx';
import { TextSkeleton } from '../../ui/skeleton.tsx';
import { Timeline, type TimelineStep } from '../../ui/timeline.tsx';
import { useApi } from '../api/context.ts';
import { eventsQuery } from '../api/queries.ts';
import { shownError } from '../shown-error.ts';
import { ReceiptResult } from './receipt-result.tsx';

const milestones = [
  ['submitted', 'submit.accepted'],
  ['arrived', 'box.arrived'],
  ['opened', 'open.handover'],
  ['displayed', 'open.ack'],
] as const satisfies readonly (readonly [string, EvidenceEvent])[];

function useSteps(events: LetterEvents['events']): TimelineStep[] {
  const { t } = useTranslation('citizen');
  const format = useFormat();
  return milestones.map(([name, event]) => {
    const found = events.find((entry) => entry.event === event);
    return {
      id: name,
      title: t(`letter.proof.${name}`),
      time: found ? `${format.date(found.time)} ${format.clock(found.time)}` : null,
      detail: found ? t('letter.proof.by', { who: format.say(found.by) }) : t('letter.proof.notYet'),
    };
  });
}

function ReceiptBox({ env }: { env: string }) {
  const { t } = useTranslation('citizen');
  const api = useApi();
  const [busy, setBusy] = useState<'save' | 'check'>();
  const [saved, setSaved] = useState(false);
  const [verdict, setVerdict] = useState<ReceiptVerdict>();
  const [error, setError] = useState<{ kind: string }>();
  const name = `receipt-${env.slice(0, 8)}.json`;

  const withReceipt = async (what: 'save' | 'check', use: (receipt: Receipt) => Promise<void>): Promise<void> => {
    setBusy(what);
    setError(undefined);
    const receipt = await api.fetchReceipt(env);
    if (receipt.ok) await use(receipt.value);
    else setError(receipt.error);
    setBusy(undefined);
  };
  const save = () =>
    withReceipt('save', async (receipt) => {
      saveFile(name, 'application/json', `${JSON.stringify(receipt, null, 2)}\n`);
      setSaved(true);
    });
  const check = () => withReceipt('check', async (receipt) => setVerdict(await api.checkReceipt(receipt)));

  return (
    <div className="no-print flex flex-col gap-4 border-t border-line pt-6">
      <div className="flex flex-col gap-3 sm:flex-row">
        <Button look="secondary" icon="download" isPending={busy === 'save'} onPress={() => void save()}>
          {t('letter.proof.save')}
        </Button>
        <Button look="secondary" icon="verified" isPending={busy === 'check'} onPress={() => void check()}>
          {busy === 'check' ? t('letter.proof.checking') : t('letter.proof.check')}
        </Button>
      </div>
      <p role="status" className="text-[0.9375rem] text-ink-soft empty:hidden">
        {saved ? t('letter.proof.saved', { name }) : ''}
      </p>
      {error && <ErrorPanel error={shownError(t, error)} />}
      {verdict && <ReceiptResult verdict={verdict} lead={t('letter.proof.provenLead')} />}
      <Disclosure title={t('letter.proof.offline')}>
        <p className="mb-3 text-std-16N-170">{t('letter.proof.offlineText')}</p>
        <div className="flex flex-wrap items-center gap-2 rounded-8 bg-paper-deep px-4 py-2">
          <code className="grow break-all text-[0.9375rem]">npx shishobako verify receipt {name}</code>
          <CopyButton text={`npx shishobako verify receipt ${name}`} />
        </div>
      </Disclosure>
    </div>
  );
}

export function Proof({ env }: { env: string }) {
  const { t } = useTranslation('citizen');
  const events = useQuery({ ...eventsQuery(useApi(), env), refetchInterval: 5_000 });
  const steps = useSteps(events.data?.events ?? []);
  return (
    <Section title={t('letter.proof.title')}>
      <p className="text-std-16N-170 text-ink-soft">{t('letter.proof.lead')}</p>
      <div className="card flex flex-col gap-6 p-5 sm:p-8">
        {events.isPending && <TextSkeleton lines={4} />}
        {events.isError && <ErrorPanel error={shownError(t, events.error)} onRetry={() => void events.refetch()} />}
        {events.data && <Timeline label={t('letter.proof.timeline')} steps={steps} />}
        <ReceiptBox env={env} />
      </div>
    </Section>
  );
}
