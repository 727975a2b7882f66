// One letter: sealed, being opened, open here. A letter opened before opens at once; a sealed one only by the person's own press.
import type { Letter } from '@shishobako/device/list-letters';
import type { OpenedLetter, OpeningStep } from '@shishobako/device/open-letter';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { NotFoundHere } from '../../ui/not-found.tsx';
import { PageHeading, Section } from '../../ui/section.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { useApi } from '../api/context.ts';
import { eventsQuery, findListed, historyQuery, lettersQuery, markDisplayed } from '../api/queries.ts';
import { isSessionEnd, useSession } from '../api/session-state.ts';
import { LetterContent } from '../letter/letter-content.tsx';
import { type Head, LetterHead } from '../letter/letter-head.tsx';
import { BeingOpened, OpenHere, Sealed } from '../letter/opening-state.tsx';
import { Proof } from '../letter/proof.tsx';
import { HistoryList } from '../parts/history-list.tsx';
import { isUnread } from '../parts/letter-row.tsx';
import { evidenceOf } from '../procedures/model/document-types.ts';
import { problemCode, shownError } from '../shown-error.ts';

const LetterProcedures = lazy(() => import('../procedures/letter-procedures.tsx').then((module) => ({ default: module.LetterProcedures })));

type State =
  | { kind: 'sealed' }
  | { kind: 'opening'; step: OpeningStep; fraction: number }
  | { kind: 'open'; letter: OpenedLetter }
  | { kind: 'failed'; error: { kind: string } };

function useOpening(env: string) {
  const api = useApi();
  const queries = useQueryClient();
  const { end } = useSession();
  const [state, setState] = useState<State>({ kind: 'sealed' });
  const open = useCallback(async () => {
    setState({ kind: 'opening', step: 'deciding', fraction: 0 });
    const opened = await api.openLetter(env, (step, fraction) => setState({ kind: 'opening', step, fraction }));
    if (opened.ok) setState({ kind: 'open', letter: opened.value });
    else if (isSessionEnd(opened.error)) await end();
    else setState({ kind: 'failed', error: opened.error });
  }, [api, env, end]);

  // Said only once the letter is on the screen; the records then change.
  const shown = state.kind === 'open' ? state.letter : undefined;
  useEffect(() => {
    if (!shown) return;
    const say = async (): Promise<void> => {
      const said = await api.acknowledge(shown);
      if (said.ok) markDisplayed(queries, env);
      await Promise.all(['letters', 'history', 'events'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    };
    const frame = requestAnimationFrame(() => void say());
    return () => cancelAnimationFrame(frame);
  }, [shown, api, queries, env]);
  return { state, open };
}

function WhoSaw({ env }: { env: string }) {
  const { t } = useTranslation('citizen');
  const history = useInfiniteQuery(historyQuery(useApi(), { env }));
  const events = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t('letter.seen.title')}>
      <p className="text-std-16N-170 text-ink-soft">{t('letter.seen.lead')}</p>
      {history.isPending && <RowsSkeleton rows={2} />}
      {history.isError && <ErrorPanel error={shownError(t, history.error)} onRetry={() => void history.refetch()} />}
      {history.data && events.length === 0 && <p className="text-std-16N-170">{t('letter.seen.none')}</p>}
      {events.length > 0 && <HistoryList events={events} linkLetter={false} />}
    </Section>
  );
}

function PrintFoot({ letter }: { letter: OpenedLetter }) {
  const { t } = useTranslation('citizen');
  const format = useFormat();
  const { env, contentCommit } = letter.opening.header;
  return (
    <div className="print-only hidden border-t border-solid-gray-500 pt-3 text-sm">
      <p>{t('letter.printedFrom', { date: format.dateTime(new Date().toISOString()) })}</p>
      <p>
        {t('letter.number')}: <code>{env}</code> ・ {t('letter.verifyCode')}: <code>{contentCommit}</code>
      </p>
    </div>
  );
}

const isId = (env: string): boolean => z.uuid().safeParse(env).success;

const BackToLetters = () => {
  const { t } = useTranslation('citizen');
  return (
    <Link to="/letters" className="link inline-flex min-h-11 items-center gap-1">
      <Icon name="left" className="size-5" />
      {t('letter.back')}
    </Link>
  );
};

/** Nothing to open and nothing to prove. */
function NoLetter({ error }: { error: unknown }) {
  const { t } = useTranslation('citizen');
  return (
    <div className="flex flex-col gap-6">
      <BackToLetters />
      <PageHeading>{t('letters.title')}</PageHeading>
      <ErrorPanel error={shownError(t, error)} />
    </div>
  );
}

export function LetterScreen() {
  const { env = '' } = useParams({ strict: false });
  // Another letter is another page: nothing of the last one stays.
  const events = useQuery({ ...eventsQuery(useApi(), env), enabled: isId(env) });
  if (!isId(env)) return <NotFoundHere />;
  if (problemCode(events.error) === 'letter.not-found') return <NoLetter error={events.error} />;
  return <LetterPage key={env} env={env} />;
}

function LetterPage({ env }: { env: string }) {
  const { t } = useTranslation('citizen');
  const listed = useListed(env);
  const { state, open } = useOpening(env);
  const started = useRef(false);
  useEffect(() => {
    if (started.current || !listed || isUnread(listed) || !listed.verified) return;
    started.current = true;
    void open();
  }, [listed, open]);
  const opened = state.kind === 'open' ? state.letter : undefined;
  const evidence = evidenceOf(opened?.sealed.type);
  const head: Head | undefined = opened
    ? {
        title: opened.sealed.title,
        lang: opened.sealed.lang,
        agency: opened.opening.agency,
        header: opened.opening.header,
        verified: true,
        arrived: listed?.arrived ?? null,
      }
    : listed && {
        title: listed.sealed?.title ?? null,
        lang: listed.sealed?.lang,
        agency: listed.agency,
        header: listed.header,
        verified: listed.verified,
        arrived: listed.arrived,
      };
  return (
    <article className="flex flex-col gap-8">
      <div className="no-print flex flex-wrap items-center justify-between gap-3">
        <BackToLetters />
        {opened && (
          <Button look="quiet" small icon="print" onPress={() => window.print()}>
            {t('letter.print')}
          </Button>
        )}
      </div>
      {head ? <LetterHead head={head} /> : <PageHeading>{t('letters.title')}</PageHeading>}
      {state.kind === 'sealed' && (head?.verified ?? true) && (
        <Sealed tells={head ? head.header.require.openEvidence : null} known={head !== undefined} onOpen={() => void open()} />
      )}
      {state.kind === 'opening' && <BeingOpened step={state.step} fraction={state.fraction} />}
      {state.kind === 'failed' && <ErrorPanel error={shownError(t, state.error)} onRetry={() => void open()} />}
      {opened && (
        <>
          <OpenHere />
          <LetterContent letter={opened} />
          {evidence !== undefined && (
            <Suspense fallback={null}>
              <LetterProcedures document={env} evidence={evidence} title={opened.sealed.title} />
            </Suspense>
          )}
          <PrintFoot letter={opened} />
        </>
      )}
      <div className="no-print flex flex-col gap-10">
        <Proof env={env} />
        <WhoSaw env={env} />
      </div>
    </article>
  );
}

/** What a list already knows of this letter; after coming straight to its address, the newest page of the list is asked. */
function useListed(env: string): Letter | undefined {
  const queries = useQueryClient();
  const [before] = useState(() => findListed(queries, env));
  const letters = useInfiniteQuery({ ...lettersQuery(useApi(), { state: 'all' }), enabled: before === undefined });
  return before ?? letters.data?.pages.flatMap((page) => page.items).find((letter) => letter.env === env);
}
