// The first page of the demo: where one is, who one can be, what is happening, every door.
import { Town } from '@shishobako/contracts/square-api';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isTelevision, useArrowKeys } from '../ui/arrow-keys.ts';
import { answerOf, ask, askErrorOf } from '../ui/ask.ts';
import { Brand } from '../ui/brand.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useFormat } from '../ui/format.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { Section } from '../ui/section.tsx';
import { RowsSkeleton } from '../ui/skeleton.tsx';
import { SkipLink } from '../ui/skip-link.tsx';
import { Clerks } from './clerks.tsx';
import { LiveFeed } from './live-feed.tsx';
import { Outbox } from './outbox.tsx';
import { People } from './people.tsx';
import { Services } from './services.tsx';
import { Tries } from './tries.tsx';

const doorIcons: Record<Town['doors'][number]['kind'], IconName> = {
  citizen: 'mail',
  console: 'building',
  documents: 'file',
  bridge: 'card',
};

function Doors({ doors }: { doors: Town['doors'] }) {
  const { t } = useTranslation('square');
  const { say } = useFormat();
  return (
    <Section title={t('doors.title')}>
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {doors.map((door) => (
          <li key={door.url}>
            <a href={door.url} data-row className="card flex h-full gap-4 p-4 text-ink no-underline hover:border-blue-900 hover:bg-blue-50">
              <Icon name={doorIcons[door.kind]} className="mt-1 size-6 text-blue-900" />
              <span className="flex flex-col">
                <span className="text-std-16B-170 text-blue-900 underline underline-offset-4">{say(door.name)}</span>
                <span className="text-[0.9375rem] leading-160">{say(door.description)}</span>
                <code className="text-sm text-ink-soft">{new URL(door.url).host}</code>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function TownSquare() {
  const { t } = useTranslation('square');
  const { say } = useFormat();
  useArrowKeys(isTelevision());
  const town = useQuery({ queryKey: ['town'], queryFn: () => answerOf(ask(Town, '/api/town')), refetchInterval: 15_000 });
  return (
    <div className="mx-auto w-full max-w-7xl px-4 pb-20 sm:px-8">
      <SkipLink />
      <header className="flex items-center justify-between gap-3 py-4 sm:py-6">
        <Brand name={t('name')} note={t('note')} />
        <LanguageSwitch />
      </header>
      <main id="main" className="flex flex-col gap-12 pt-2">
        <div className="flex max-w-4xl flex-col gap-4">
          <h1 className="text-[1.75rem] font-bold leading-150 sm:text-[2.25rem]">
            {t('title', { town: town.data ? say(town.data.name) : '' })}
          </h1>
          <p className="text-std-18N-160">{t('lead')}</p>
          <p className="flex gap-3 rounded-12 bg-paper-deep px-5 py-4 text-std-16N-170">
            <Icon name="info" className="mt-0.5 size-6 text-solid-gray-800" />
            {t('plain')}
          </p>
        </div>
        {town.isPending && <RowsSkeleton rows={4} />}
        {town.isError && <ErrorPanel error={askErrorOf(town.error)} onRetry={() => void town.refetch()} />}
        {town.data && <Tries tries={town.data.tries} />}
        <div className="grid gap-12 lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start">
          <div className="flex flex-col gap-12">
            {town.data && <People people={town.data.people} citizen={town.data.doors.find((door) => door.kind === 'citizen')} />}
            {town.data && <Clerks clerks={town.data.clerks} />}
          </div>
          <div className="flex flex-col gap-12 lg:sticky lg:top-6">
            <LiveFeed />
            <Outbox />
          </div>
        </div>
        {town.data && <Doors doors={town.data.doors} />}
        <Services />
      </main>
    </div>
  );
}
