// One resident: the card, what stands of each certificate, the works possible now, the history.
import type { CounterPerson, PossibleWork } from '@shishobako/contracts/counter-api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askErrorOf } from '../ui/ask.ts';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Facts } from '../ui/facts.tsx';
import { useFormat } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { PageHeading, Section } from '../ui/section.tsx';
import { TextSkeleton } from '../ui/skeleton.tsx';
import { calls } from './counter-calls.ts';
import { CertificateState, History, shownName } from './parts.tsx';
import { WorkDialog } from './work-dialog.tsx';

function CardFacts({ person: { card, ...person } }: { person: CounterPerson }) {
  const { t } = useTranslation('counter');
  const format = useFormat();
  const facts = [
    { name: t('person.birth'), value: format.date(`${person.dateOfBirth}T00:00:00+09:00`) },
    { name: t('person.address'), value: person.address },
  ];
  if (!card) return <Facts items={[...facts, { name: t('person.card'), value: t('person.noCard') }]} />;
  const { auth = 0, sign = 0 } = card.triesLeft ?? {};
  const cardText = t('person.number', { n: card.number }) + (card.ended ? ` ・ ${t(`ended.${card.ended}`)}` : '');
  return (
    <Facts
      items={[
        ...facts,
        { name: t('person.card'), value: cardText },
        { name: t('person.signature'), value: <CertificateState certificate={card.signature} /> },
        { name: t('person.authentication'), value: <CertificateState certificate={card.authentication} /> },
        ...(card.phone.state === 'none' ? [] : [{ name: t('person.phone'), value: <CertificateState certificate={card.phone} /> }]),
        ...(card.triesLeft ? [{ name: t('person.tries'), value: t('person.triesText', { auth, sign }) }] : []),
      ]}
    />
  );
}

/** Milliseconds; the notice goes by itself when everybody has heard. */
const whileWaiting = ({ state }: { state: { data: CounterPerson | undefined } }) => (state.data?.waiting.length ? 3_000 : false);

export function PersonScreen() {
  const { t } = useTranslation('counter');
  const { id = '' } = useParams({ strict: false });
  const queries = useQueryClient();
  const found = useQuery({ queryKey: ['person', id], queryFn: () => calls.person(id), refetchInterval: whileWaiting });
  const [asked, setAsked] = useState<PossibleWork>();
  const [done, setDone] = useState<PossibleWork['work']>();
  if (found.isPending) return <TextSkeleton lines={6} />;
  if (found.isError) return <ErrorPanel error={askErrorOf(found.error)} onRetry={() => void found.refetch()} />;
  const person = found.data;
  const offersSignature = (done === 'move' || done === 'name-change') && person.possible.some((p) => p.work === 'certify');
  return (
    <div className="flex flex-col gap-8">
      <Link to="/" className="link inline-flex min-h-11 items-center self-start">
        {t('person.back')}
      </Link>
      <PageHeading lead={person.living ? person.kana : t('person.dead')}>{shownName(person.name)}</PageHeading>
      {done && (
        <Notice tone="success" title={t('done.title', { work: t(`work.${done}`) })} live>
          <p>{offersSignature ? t('done.next') : t('done.text')}</p>
        </Notice>
      )}
      {person.waiting.map((peer) => (
        <Notice key={peer} tone="warning" title={t('waiting.title', { who: t(`waiting.${peer}`) })}>
          <p>{t('waiting.text')}</p>
        </Notice>
      ))}
      <div className="card p-5 sm:p-6">
        <CardFacts person={person} />
      </div>
      {person.possible.length > 0 && (
        <Section title={t('person.works')}>
          <ul className="grid gap-3 sm:grid-cols-2">
            {person.possible.map((possible) => (
              <li key={possible.work} className="card flex flex-col items-start justify-between gap-3 p-5">
                <p className="text-[0.9375rem] leading-160">{t(`lead.${possible.work}`)}</p>
                <Button look={possible.keys === 'stop' ? 'danger' : 'secondary'} onPress={() => setAsked(possible)}>
                  {t(`work.${possible.work}`)}
                </Button>
              </li>
            ))}
          </ul>
          {person.possible.some((p) => p.work === 'renew' && p.signature === 'none') && (
            <p className="text-ink-soft">{t('person.children')}</p>
          )}
        </Section>
      )}
      <Section title={t('person.history')}>
        <History person={person.id} />
      </Section>
      {asked && (
        <WorkDialog
          person={person}
          possible={asked}
          onClose={() => setAsked(undefined)}
          onDone={(after) => {
            queries.setQueryData(['person', id], after);
            setDone(asked.work);
            setAsked(undefined);
          }}
        />
      )}
    </div>
  );
}
