// The plan: one value shown three ways, with what is still open, what may be chosen, what is not needed and why, and what may follow.
import type { Plan } from '@shishobako/concierge-engine/plan-types';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Dialog, DialogActions } from '../../../ui/dialog.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHeading } from '../../../ui/section.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { endPlan, leaveOut } from '../model/kept.ts';
import { inPlan } from '../model/views.ts';
import { CalendarView } from '../parts/calendar-view.tsx';
import { Changes } from '../parts/changes.tsx';
import { ChooseOne } from '../parts/choose-one.tsx';
import { ListView } from '../parts/list-view.tsx';
import { Predictions } from '../parts/predictions.tsx';
import { PrintPlan } from '../parts/print-plan.tsx';
import { SyncTrouble } from '../parts/sync-notice.tsx';
import { TimelineView } from '../parts/timeline-view.tsx';
import { backClass, TopBar } from '../parts/top-bar.tsx';
import { useCase } from '../use-case.tsx';
import { useWords } from '../words.ts';

const views = ['timeline', 'list', 'calendar'] as const;

function Undecided({ plan }: { plan: Plan }) {
  const { t, say, list } = useWords();
  const { concierge } = useCase();
  const open = plan.items.filter((item) => item.status === 'ask');
  if (open.length === 0) return null;
  return (
    <Disclosure level={2} title={`${t('plan.undecided')} (${open.length})`}>
      <p className="pb-3 text-std-16N-170 text-ink-soft">{t('plan.undecidedText')}</p>
      <ul className="card divide-y divide-line">
        {open.map((item) => (
          <li key={item.id} className="flex flex-col gap-1 px-5 py-4">
            <Link to="/procedures/item" hash={item.id} className="link inline-flex min-h-11 items-center text-std-16B-170">
              {say(item.name)}
            </Link>
            <span className="text-[0.9375rem] leading-160 text-ink-soft">
              {t('plan.undecidedWaits', { names: list(item.missing.flatMap((path) => concierge.model.get(path)?.name ?? []).map(say)) })}
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function Apart({ plan, onChange }: { plan: Plan; onChange: () => void }) {
  const { t, say } = useWords();
  const { change } = useCase();
  const left = plan.items.filter((item) => item.status === 'left-out');
  return (
    <>
      {left.length > 0 && (
        <Disclosure level={2} title={`${t('plan.leftOut')} (${left.length})`}>
          <ul className="card divide-y divide-line">
            {left.map((item) => (
              <li key={item.id} className="flex flex-wrap items-center justify-between gap-2 px-5 py-3 text-std-16N-170">
                {say(item.name)}
                <Button
                  look="quiet"
                  small
                  onPress={() => {
                    change((now) => leaveOut(now, item.id, false));
                    onChange();
                  }}
                >
                  {t('plan.restore')}
                  <span className="sr-only">{say(item.name)}</span>
                </Button>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {plan.notApplicable.length > 0 && (
        <Disclosure level={2} title={`${t('plan.notNeeded')} (${plan.notApplicable.length})`}>
          <ul className="card divide-y divide-line">
            {plan.notApplicable.map((item) => (
              <li key={item.id} className="flex flex-col gap-1 px-5 py-3">
                <span className="text-std-16N-170">{say(item.name)}</span>
                <span className="text-[0.9375rem] leading-160 text-ink-soft">
                  {t('plan.notNeededText', { who: say(item.why.summary) })}
                </span>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  );
}

function EndPlan() {
  const { t } = useWords();
  const { change } = useCase();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button look="quiet" onPress={() => setAsking(true)}>
        {t('plan.end')}
      </Button>
      {asking && (
        <Dialog title={t('plan.endTitle')} onClose={() => setAsking(false)}>
          <p className="text-std-16N-170">{t('plan.endText')}</p>
          <DialogActions>
            <Button
              look="danger"
              onPress={() => {
                change(endPlan);
                void navigate({ to: '/procedures' });
              }}
            >
              {t('plan.endGo')}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}

function NoPlan() {
  const { t, say, list } = useWords();
  const { trouble, concierge } = useCase();
  const names = trouble
    .map((path) => concierge.model.get(path.replace(/\[\d+\]/g, '[]'))?.name)
    .flatMap((name) => (name ? [say(name)] : []));
  if (trouble.length > 0)
    return (
      <Notice tone="warning" title={t('plan.trouble')}>
        <p>{t('plan.troubleText', { names: list(names) })}</p>
        <Link to="/procedures/me" className={buttonClass('secondary')}>
          {t('me.title')}
        </Link>
      </Notice>
    );
  return (
    <EmptyState icon="procedure" title={t('plan.noPlan')}>
      <p>{t('lead')}</p>
      <Link to="/procedures" className={buttonClass('primary')}>
        {t('back')}
      </Link>
    </EmptyState>
  );
}

function Open() {
  const { t } = useWords();
  const { kept, cards } = useCase();
  if (cards.length === 0 && kept.later.length === 0) return null;
  return (
    <div className="no-print flex flex-wrap items-center justify-between gap-4 rounded-12 bg-blue-50 px-5 py-4">
      <p className="text-std-16N-170">
        {cards.length > 0 ? t('plan.asking', { count: cards.length }) : t('plan.later', { count: kept.later.length })}
      </p>
      <Link to="/procedures/ask" className={buttonClass('primary')} data-row="">
        {t('plan.answer')}
      </Link>
    </div>
  );
}

export function PlanScreen() {
  const { t, say, format } = useWords();
  const { kept, plan, changes, concierge } = useCase();
  const { view = 'timeline' } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [touched, setTouched] = useState(false);
  const back = (
    <Link to="/procedures" className={backClass}>
      <Icon name="left" className="size-5" />
      {t('back')}
    </Link>
  );
  if (!plan)
    return (
      <div className="flex flex-col gap-6">
        <TopBar back={back} />
        <PageHeading>{t('title')}</PageHeading>
        <NoPlan />
      </div>
    );
  const items = inPlan(plan);
  const done = items.filter((item) => item.status === 'done').length;
  const events = kept.events.flatMap((id) => concierge.events.get(id) ?? []).map((event) => say(event.name));
  return (
    <div className="flex flex-col gap-8 print:gap-2">
      <TopBar back={back} />
      <div className="flex flex-col gap-2 print:gap-0">
        <PageHeading>{t('plan.title', { events: events.join(t('plan.join')) })}</PageHeading>
        <p className="text-std-16N-170 text-ink-soft">
          {t('plan.progress', { done, count: items.length - done })}
          <span className="ml-3">{t('plan.asOf', { date: format.date(plan.asOf) })}</span>
        </p>
      </div>
      <div className="no-print empty:hidden">
        <SyncTrouble />
      </div>
      <Open />
      {touched && <Changes changes={changes} />}
      {plan.chooseOne.map((group) => (
        <div key={group.options.map((option) => option.id).join(' ')} className="no-print">
          <ChooseOne group={group} onChoose={() => setTouched(true)} />
        </div>
      ))}
      <div className="no-print flex flex-wrap items-center justify-between gap-3">
        <Segmented
          label={t('plan.view')}
          value={view}
          options={views.map((value) => ({ value, label: t(`plan.${value}`) }))}
          onChange={(value) => void navigate({ to: '/procedures/plan', search: { view: value }, replace: true, resetScroll: false })}
        />
        <Button look="quiet" small icon="print" onPress={() => window.print()}>
          {t('plan.print')}
        </Button>
      </div>
      <div className="no-print">
        {items.length === 0 ? (
          <EmptyState icon="check" title={t('plan.nothing')}>
            <p>{t('plan.nothingText')}</p>
          </EmptyState>
        ) : view === 'list' ? (
          <ListView plan={plan} />
        ) : view === 'calendar' ? (
          <CalendarView plan={plan} />
        ) : (
          <TimelineView plan={plan} />
        )}
      </div>
      <PrintPlan plan={plan} />
      <div className="no-print flex flex-col gap-1">
        <Undecided plan={plan} />
        <Apart plan={plan} onChange={() => setTouched(true)} />
      </div>
      <Predictions plan={plan} />
      <div className="no-print flex flex-wrap gap-3 border-t border-line pt-6">
        <Link to="/procedures" className={buttonClass('secondary')} data-row="">
          {t('plan.more')}
        </Link>
        <EndPlan />
      </div>
    </div>
  );
}
