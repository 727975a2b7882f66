// The frame of the console: the agency's name, places, who is signed in.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isTelevision, useArrowKeys } from '../../ui/arrow-keys.ts';
import { AskFailure, answerOf } from '../../ui/ask.ts';
import { Brand } from '../../ui/brand.tsx';
import { Button } from '../../ui/button.tsx';
import { forgetDrafts } from '../../ui/drafts.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { SkipLink } from '../../ui/skip-link.tsx';
import { calls } from '../api/console-calls.ts';
import { agencyQuery, sessionQuery } from '../api/console-queries.ts';
import { SignIn } from '../screens/sign-in.tsx';

const places = [
  { to: '/', icon: 'home', key: 'home' },
  { to: '/compose', icon: 'send', key: 'compose' },
  { to: '/batches', icon: 'table', key: 'batches' },
  { to: '/applications', icon: 'procedure', key: 'applications' },
  { to: '/letters', icon: 'mail', key: 'letters' },
  { to: '/recipients', icon: 'people', key: 'recipients' },
  { to: '/activity', icon: 'record', key: 'activity' },
] as const satisfies readonly { to: string; icon: IconName; key: string }[];

function Places() {
  const { t } = useTranslation('console');
  const bar = useRef<HTMLUListElement>(null);
  const pathname = useLocation({ select: (location) => location.pathname });
  // On a narrow screen the places stand in a line longer than it: the one where one is comes into sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address is another place
  useEffect(() => {
    const here = bar.current?.querySelector<HTMLElement>('[aria-current=page]');
    if (here && bar.current) bar.current.scrollLeft = here.offsetLeft - (bar.current.clientWidth - here.offsetWidth) / 2;
  }, [pathname]);
  return (
    <nav aria-label={t('nav.label')} className="no-print">
      <ul ref={bar} className="relative flex gap-1 overflow-x-auto lg:flex-col">
        {places.map((place) => (
          <li key={place.to} className="shrink-0">
            <Link
              to={place.to}
              activeOptions={{ exact: place.to === '/' }}
              className="flex min-h-12 items-center gap-3 whitespace-nowrap rounded-8 px-3 text-base no-underline hover:bg-blue-50 lg:px-4"
              activeProps={{ className: 'bg-blue-50 font-bold text-blue-900' }}
              inactiveProps={{ className: 'text-solid-gray-800' }}
            >
              <Icon name={place.icon} />
              {t(`nav.${place.key}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Frame() {
  const { t } = useTranslation('console');
  const { say } = useFormat();
  const queries = useQueryClient();
  const agency = useQuery(agencyQuery);
  const session = useQuery(sessionQuery);
  useArrowKeys(isTelevision());
  const signOut = useMutation({
    mutationFn: () => answerOf(calls.signOut()),
    onSettled: () => {
      forgetDrafts();
      queries.clear();
    },
  });
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15.5rem_1fr]">
      <SkipLink />
      <header className="no-print flex flex-col gap-2 border-b border-line bg-white px-4 py-3 lg:sticky lg:top-0 lg:h-dvh lg:gap-7 lg:border-b-0 lg:border-r lg:py-7">
        <div className="flex items-center justify-between gap-3">
          <Brand name={agency.data ? say(agency.data.agency.name) : ''} note={agency.data?.fictional ? t('nameFictional') : t('name')} />
          <span className="shrink-0 lg:hidden">
            <LanguageSwitch />
          </span>
        </div>
        <Places />
        <div className="hidden flex-col items-start gap-1 lg:mt-auto lg:flex">
          {session.data && (
            <p className="flex items-center gap-2 px-3 text-[0.9375rem] text-ink-soft">
              <Icon name="person" className="size-5" />
              {say(session.data.clerk.name)}
            </p>
          )}
          <LanguageSwitch />
          <Button look="quiet" small icon="leave" isPending={signOut.isPending} onPress={() => signOut.mutate()}>
            {t('signOut')}
          </Button>
        </div>
      </header>
      <main id="main" className="w-full min-w-0 max-w-7xl px-4 pb-16 pt-6 sm:px-8 lg:px-10 lg:pt-10">
        <Outlet />
        <div className="mt-10 lg:hidden">
          <Button look="quiet" small icon="leave" isPending={signOut.isPending} onPress={() => signOut.mutate()}>
            {t('signOut')}
          </Button>
        </div>
      </main>
    </div>
  );
}

const isSignedOut = (error: unknown): boolean =>
  error instanceof AskFailure && error.error.kind === 'call.problem' && error.error.problem.status === 401;

/** The address stays while the clerk signs in again. */
export function ConsoleGate() {
  const session = useQuery(sessionQuery);
  if (session.isPending) return null;
  if (session.isError) {
    if (isSignedOut(session.error)) return <SignIn />;
    return (
      <main className="mx-auto max-w-xl p-6 pt-16">
        <ErrorPanel error={{ kind: 'call.offline' }} onRetry={() => void session.refetch()} />
      </main>
    );
  }
  return <Frame />;
}
