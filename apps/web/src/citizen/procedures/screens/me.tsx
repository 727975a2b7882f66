// What is known of me, here on this device: seen, corrected, taken along as a file, deleted (CON-06, CON-07).
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog, DialogActions } from '../../../ui/dialog.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { PageHeading, Section } from '../../../ui/section.tsx';
import { useApi } from '../../api/context.ts';
import { cardFor, cardIdOf } from '../model/cards.ts';
import { factAt, withFact } from '../model/kept.ts';
import { samplePeople } from '../model/sample-people.ts';
import { answerText, questionOf } from '../parts/ask-words.ts';
import { BigButton } from '../parts/big-choice.tsx';
import { SyncNotice } from '../parts/sync-notice.tsx';
import { backClass, TopBar } from '../parts/top-bar.tsx';
import { useCase } from '../use-case.tsx';
import { useWords } from '../words.ts';

const roots = ['person', 'household', 'events'] as const;

function Sample() {
  const { t, say } = useWords();
  const { change } = useCase();
  const { config } = useApi();
  const [asking, setAsking] = useState(false);
  if (!config.trust.joined) return null;
  return (
    <>
      <div className="card flex flex-col items-start gap-3 p-5 sm:p-6">
        <h2 className="text-std-18B-160">{t('me.sampleTitle')}</h2>
        <p className="text-std-16N-170">{t('me.sampleText')}</p>
        <Button look="secondary" onPress={() => setAsking(true)}>
          {t('me.sampleGo')}
        </Button>
      </div>
      {asking && (
        <Dialog title={t('me.pick')} onClose={() => setAsking(false)}>
          <div className="flex flex-col gap-3">
            {samplePeople.map((person) => (
              <BigButton
                key={person.id}
                onPress={() => {
                  change((now) => ({
                    ...now,
                    sample: person.id,
                    facts: { ...person.facts, ...('events' in now.facts && { events: now.facts['events'] }) },
                  }));
                  setAsking(false);
                }}
              >
                {say(person.name)}
              </BigButton>
            ))}
          </div>
        </Dialog>
      )}
    </>
  );
}

function Answers() {
  const words = useWords();
  const { t, say } = words;
  const { kept, concierge, change } = useCase();
  const ids = [...concierge.model.keys()].filter((path) => !path.includes('[]') && factAt(kept.facts, path) !== undefined);
  return roots.map((root) => {
    const rows = ids
      .filter((path) => path.startsWith(`${root}.`))
      .flatMap((path) => cardFor(path, concierge.model, { paths: [path], decides: [], because: 'rule' }) ?? []);
    return (
      rows.length > 0 && (
        <Section key={root} title={t(`me.sections.${root}`)}>
          <ul className="card divide-y divide-line overflow-hidden">
            {rows.map((card) => {
              const name = say(card.name);
              return (
                <li key={card.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-5 py-3">
                  <div className="flex min-w-0 flex-col">
                    <span className="text-[0.9375rem] leading-160 text-ink-soft">{name}</span>
                    <span className="text-std-16N-170">{answerText(words, card, factAt(kept.facts, card.id))}</span>
                  </div>
                  <div className="no-print -mr-3 flex">
                    <Link
                      to="/procedures/ask"
                      hash={cardIdOf(card.id)}
                      aria-label={t('me.editThis', { name })}
                      title={questionOf(words, card)}
                      className="inline-flex min-h-11 items-center rounded-8 px-3 text-[0.9375rem] font-bold text-blue-900 no-underline hover:bg-blue-50"
                    >
                      {t('me.edit')}
                    </Link>
                    <Button
                      look="quiet"
                      small
                      aria-label={t('me.forgetThis', { name })}
                      onPress={() => change((now) => ({ ...now, facts: withFact(now.facts, card.id, undefined) }))}
                    >
                      {t('me.forget')}
                    </Button>
                  </div>
                </li>
              );
            })}
          </ul>
        </Section>
      )
    );
  });
}

function DeleteAll() {
  const { t } = useWords();
  const { deleteAll } = useCase();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState(false);
  const go = async (): Promise<void> => {
    const deleted = await deleteAll();
    setFailed(!deleted.ok);
    if (deleted.ok) await navigate({ to: '/procedures' });
  };
  return (
    <>
      <Button look="danger" onPress={() => setAsking(true)}>
        {t('me.delete')}
      </Button>
      {asking && (
        <Dialog title={t('me.deleteTitle')} onClose={() => setAsking(false)}>
          <p className="text-std-16N-170">{t('me.deleteText')}</p>
          {failed && <Notice tone="error" title={t('me.deleteFailed')} live />}
          <DialogActions>
            <Button look="danger" onPress={() => void go()}>
              {t('me.deleteGo')}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}

export function MeScreen() {
  const { t } = useWords();
  const { kept } = useCase();
  const empty = Object.keys(kept.facts).length === 0;
  return (
    <div className="flex flex-col gap-8">
      <TopBar
        back={
          <Link to="/procedures" className={backClass}>
            <Icon name="left" className="size-5" />
            {t('back')}
          </Link>
        }
      />
      <div className="flex flex-col gap-2">
        <PageHeading lead={t('me.lead')}>{t('me.title')}</PageHeading>
        <p className="text-std-16N-170 text-ink-soft">{t('me.honest')}</p>
        <SyncNotice />
      </div>
      {kept.sample !== null && <Notice title={t('me.sampleIs')} />}
      {empty ? <EmptyState icon="person" title={t('me.empty')} /> : <Answers />}
      <Sample />
      <div className="no-print flex flex-wrap gap-3 border-t border-line pt-6">
        <Button
          look="secondary"
          icon="download"
          isDisabled={empty}
          onPress={() => saveFile(`${t('me.title')}.json`, 'application/json', JSON.stringify(kept, null, 2))}
        >
          {t('me.export')}
        </Button>
        <DeleteAll />
      </div>
    </div>
  );
}
