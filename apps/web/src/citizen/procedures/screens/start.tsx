// 「引越しました」 in free words, or a tile: where a plan begins. Nothing of it leaves the device unsealed.
import { Link, useNavigate } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { buttonClass } from '../../../ui/button.tsx';
import { useDraft } from '../../../ui/drafts.ts';
import { Field } from '../../../ui/field.tsx';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { PageHeading, Section } from '../../../ui/section.tsx';
import { common, groupKeys, groupOf } from '../model/event-groups.ts';
import { beginEvent } from '../model/kept.ts';
import { matchEvents } from '../model/match-event.ts';
import { nextOf } from '../model/views.ts';
import { DueChip } from '../parts/due-chip.tsx';
import { Said } from '../parts/said.tsx';
import { Suggestions } from '../parts/suggestions.tsx';
import { SyncNotice } from '../parts/sync-notice.tsx';
import { TopBar } from '../parts/top-bar.tsx';
import { useCase } from '../use-case.tsx';
import { useWords } from '../words.ts';

export function useBegin(): (event: string) => void {
  const { change } = useCase();
  const navigate = useNavigate();
  return (event) => {
    change((kept) => beginEvent(kept, event));
    void navigate({ to: '/procedures/ask' });
  };
}

function EventTile({ id, because }: { id: string; because?: string | undefined }) {
  const { say } = useWords();
  const { concierge } = useCase();
  const begin = useBegin();
  const event = concierge.events.get(id);
  if (!event) return null;
  return (
    <AriaButton
      data-row=""
      onPress={() => begin(id)}
      className="card flex min-h-20 w-full cursor-pointer items-center justify-between gap-3 px-5 py-4 text-left hover:border-blue-900 hover:bg-blue-50"
    >
      <span className="flex min-w-0 flex-col gap-1">
        <span className="text-std-17B-170">{say(event.name)}</span>
        {because !== undefined && <span className="text-[0.9375rem] leading-160 text-ink-soft">{because}</span>}
        {event.description !== null && (
          <span className="text-[0.9375rem] leading-160 text-ink-soft">
            <Said text={event.description} />
          </span>
        )}
      </span>
      <Icon name="right" className="size-5 text-blue-900" />
    </AriaButton>
  );
}

const Tiles = ({ ids }: { ids: readonly string[] }) => (
  <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2">
    {ids.map((id) => (
      <li key={id} className="flex">
        <EventTile id={id} />
      </li>
    ))}
  </ul>
);

function FreeWords() {
  const { t } = useWords();
  const { concierge } = useCase();
  const [text, setText] = useDraft('procedures.words');
  const asked = useDeferredValue(text);
  const matches = matchEvents(asked, concierge.catalogue.lifeEvents);
  const tried = asked.trim().length > 1;
  return (
    <div className="flex flex-col gap-4">
      <Field label={t('start.ask')} help={t('start.help')} value={text} onChange={setText} maxLength={200} autoComplete="off" />
      <p role="status" className={tried ? 'text-std-16N-170' : 'sr-only'}>
        {tried && t(matches.length > 0 ? 'start.found' : 'start.none')}
      </p>
      {matches.length > 0 && (
        <ul className="flex flex-col gap-3">
          {matches.map((match) => (
            <li key={match.event}>
              <EventTile id={match.event} because={t('start.because', { words: match.words.join('」「') })} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Running() {
  const { t, say, format } = useWords();
  const { kept, plan, cards, concierge } = useCase();
  if (kept.events.length === 0) return null;
  const left = plan?.items.filter((item) => item.status === 'applies' && item.filedBy === 'applicant') ?? [];
  const isUndecided = plan?.items.some((item) => item.status === 'ask');
  const next = plan && nextOf(plan);
  const names = kept.events.flatMap((id) => concierge.events.get(id) ?? []).map((event) => say(event.name));
  return (
    <Section title={t('start.running')}>
      <div className="card flex flex-col gap-5 p-5 sm:p-6">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="text-std-18B-160">{names.join(t('plan.join'))}</p>
          {(left.length > 0 || !isUndecided) && (
            <Badge>{left.length > 0 ? t('start.left', { count: left.length }) : t('start.leftNone')}</Badge>
          )}
        </div>
        {next && (
          <div className="flex flex-col gap-1">
            <p className="text-[0.9375rem] leading-160 text-ink-soft">{t('start.next')}</p>
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-std-17N-170">
              {say(next.name)}
              {next.byWhen.dueMoved !== null && (
                <span className="text-ink-soft">{t('due.by', { date: format.date(next.byWhen.dueMoved) })}</span>
              )}
              <DueChip when={next.byWhen} />
            </p>
          </div>
        )}
        <div className="flex flex-wrap gap-3">
          <Link to="/procedures/plan" className={buttonClass('primary')} data-row="">
            {t('start.open')}
          </Link>
          {cards.length > 0 && (
            <Link to="/procedures/ask" className={buttonClass('secondary')} data-row="">
              {t('start.asking', { count: cards.length })}
            </Link>
          )}
        </div>
      </div>
    </Section>
  );
}

/** To another part of 手続き. */
const Door = ({ to, icon, title, text }: { to: '/apply' | '/procedures/me'; icon: IconName; title: string; text: string }) => (
  <Link
    to={to}
    className="card flex items-center justify-between gap-3 px-5 py-4 no-underline hover:border-blue-900 hover:bg-blue-50"
    data-row=""
  >
    <span className="flex items-center gap-4">
      <Icon name={icon} className="size-6 text-blue-900" />
      <span className="flex flex-col">
        <span className="text-std-17B-170">{title}</span>
        <span className="text-[0.9375rem] leading-160 text-ink-soft">{text}</span>
      </span>
    </span>
    <Icon name="right" className="size-5 text-blue-900" />
  </Link>
);

export function StartScreen() {
  const { t } = useWords();
  const { t: apply } = useTranslation('citizen');
  const { concierge, kept } = useCase();
  const others = concierge.catalogue.lifeEvents.map((event) => event.id);
  return (
    <div className="flex flex-col gap-10">
      <div className="flex flex-col gap-5">
        <TopBar />
        <PageHeading lead={t('lead')}>{t('title')}</PageHeading>
        <p className="flex items-start gap-2 text-std-16N-170">
          <Icon name="shield" className="mt-0.5 size-6 text-green-800" />
          {t('privacy')}
        </p>
        <SyncNotice />
      </div>
      <Door to="/apply" icon="send" title={apply('apply.title')} text={apply('apply.doorText')} />
      <Running />
      <Suggestions />
      <FreeWords />
      <Section title={t('start.common')}>
        {kept.events.length > 0 && <p className="text-std-16N-170 text-ink-soft">{t('start.adds')}</p>}
        <Tiles ids={common} />
      </Section>
      <Section title={t('start.all')}>
        <div className="flex flex-col gap-8">
          {groupKeys.map((key) => {
            const ids = others.filter((id) => groupOf(id) === key && !(common as readonly string[]).includes(id));
            return (
              ids.length > 0 && (
                <div key={key} className="flex flex-col gap-3">
                  <h3 className="text-std-17B-170 text-ink-soft">{t(`groups.${key}`)}</h3>
                  <Tiles ids={ids} />
                </div>
              )
            );
          })}
        </div>
      </Section>
      <Door to="/procedures/me" icon="person" title={t('start.me')} text={t('start.meText')} />
    </div>
  );
}
