// The frame around every screen of an open box: rail on the desk, bar at the thumb on the phone, arrows on the TV.
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Brand } from '../../ui/brand.tsx';
import { Button } from '../../ui/button.tsx';
import { forgetDrafts } from '../../ui/drafts.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { SkipLink } from '../../ui/skip-link.tsx';
import { useApi } from '../api/context.ts';
import { useSession } from '../api/session-state.ts';

const places = [
  { to: '/', icon: 'home', key: 'home' },
  { to: '/letters', icon: 'mail', key: 'letters' },
  { to: '/procedures', icon: 'procedure', key: 'procedures' },
  { to: '/records', icon: 'record', key: 'records' },
  { to: '/settings', icon: 'settings', key: 'settings' },
] as const satisfies readonly { to: string; icon: IconName; key: string }[];

const item =
  'flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 rounded-8 text-[0.8125rem] leading-130 whitespace-nowrap max-lg:[html:lang(en)_&]:text-[0.75rem] max-lg:[html:lang(en)_&]:tracking-tight no-underline hover:bg-blue-50 lg:min-h-12 lg:flex-none lg:flex-row lg:justify-start lg:gap-3 lg:px-4 lg:text-base';
const itemElsewhere = 'text-solid-gray-800';
const itemHere = 'font-bold text-blue-900 lg:bg-blue-50';
/** What stands under another address than its place. */
const isWithin = (pathname: string, key: string): boolean => key === 'procedures' && /^\/apply(\/|$)/.test(pathname);

export function Shell() {
  const { t } = useTranslation('citizen');
  const { t: ui } = useTranslation('ui');
  const { config } = useApi();
  const { signOut } = useSession();
  const pathname = useLocation({ select: (location) => location.pathname });
  const leave = (): void => {
    forgetDrafts();
    void signOut(false);
  };
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[16rem_1fr]">
      <SkipLink />
      <header className="no-print flex items-center justify-between gap-3 px-4 py-2 lg:sticky lg:top-0 lg:h-dvh lg:flex-col lg:items-stretch lg:justify-start lg:gap-8 lg:border-r lg:border-line lg:bg-white lg:px-4 lg:py-7">
        <Link to="/" className="rounded-8 px-1 py-1 no-underline lg:px-3">
          <Brand name={t('name')} {...(config.trust.joined && { note: ui('joinedShort') })} />
        </Link>
        <nav
          aria-label={t('nav.label')}
          className="fixed inset-x-0 bottom-0 z-40 border-t border-line bg-white pb-[env(safe-area-inset-bottom)] lg:static lg:border-none lg:pb-0"
        >
          <ul className="mx-auto flex max-w-xl items-stretch px-1 lg:flex-col lg:gap-1 lg:px-0">
            {places.map((place) => (
              <li key={place.to} className="flex flex-1 lg:block">
                <Link
                  to={place.to}
                  activeOptions={{ exact: place.to === '/' }}
                  className={item}
                  activeProps={{ className: itemHere }}
                  inactiveProps={
                    isWithin(pathname, place.key) ? { className: itemHere, 'aria-current': 'page' } : { className: itemElsewhere }
                  }
                >
                  <Icon name={place.icon} />
                  <span>{t(`nav.${place.key}`)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="flex items-center lg:mt-auto lg:flex-col lg:items-start lg:gap-1">
          <LanguageSwitch />
          <div className="hidden lg:block">
            <Button look="quiet" small icon="leave" onPress={leave}>
              {t('signOut')}
            </Button>
          </div>
        </div>
      </header>
      <main
        id="main"
        className="mx-auto w-full max-w-3xl px-4 pb-28 pt-3 sm:px-8 lg:mx-0 lg:w-auto lg:ml-[max(2.5rem,calc((100%-64rem)/2))] lg:px-8 lg:pb-16 lg:pt-12 print:m-0 print:max-w-none print:p-0"
      >
        <Outlet />
      </main>
    </div>
  );
}

/** The frame of the pages before the box is open. */
export function OpenFrame({ children }: { children: React.ReactNode }) {
  const { t } = useTranslation('citizen');
  const { t: ui } = useTranslation('ui');
  const { config } = useApi();
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="mx-auto flex w-full max-w-5xl items-center justify-between gap-3 px-4 py-3 sm:px-8 sm:py-5">
        <Link to="/" className="rounded-8 p-1 no-underline">
          <Brand name={t('name')} note={t('operatorNote')} />
        </Link>
        <LanguageSwitch />
      </header>
      <main id="main" className="mx-auto w-full max-w-5xl grow px-4 pb-16 pt-4 sm:px-8 sm:pt-8">
        {children}
      </main>
      {config.trust.joined && (
        <footer className="border-t border-line bg-paper-deep">
          <p className="mx-auto max-w-5xl px-4 py-4 text-[0.9375rem] leading-160 text-solid-gray-800 sm:px-8">{ui('joined')}</p>
        </footer>
      )}
    </div>
  );
}
