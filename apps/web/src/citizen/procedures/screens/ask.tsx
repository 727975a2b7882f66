// The dialogue: one open question at a time, why it is asked, what hangs on it; back, put off, and what the last answer changed.
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { PageHeading } from '../../../ui/section.tsx';
import { useTop } from '../../../ui/use-top.ts';
import { type Card, cardFor } from '../model/cards.ts';
import { answer, putOff } from '../model/kept.ts';
import { AnswerField } from '../parts/answer-field.tsx';
import { questionOf } from '../parts/ask-words.ts';
import { Changes } from '../parts/changes.tsx';
import { backClass, TopBar } from '../parts/top-bar.tsx';
import { useCase } from '../use-case.tsx';
import { useWords } from '../words.ts';

function Why({ card }: { card: Card }) {
  const { t, say, list } = useWords();
  const { concierge } = useCase();
  const names = card.decides.flatMap((id) => concierge.names.get(id) ?? []).map(say);
  if (names.length === 0) return null;
  return (
    <div className="flex gap-3 border-t border-line pt-5 text-[0.9375rem] leading-170 text-ink-soft">
      <Icon name="info" className="mt-0.5 size-5" />
      <div className="flex min-w-0 flex-col gap-1">
        <p className="font-bold">{t('ask.why')}</p>
        <p>{t(card.because === 'due' ? 'ask.whyDue' : 'ask.whyRule', { count: names.length })}</p>
        <p>{list(names, 4)}</p>
      </div>
    </div>
  );
}

function Question({ card, onDone }: { card: Card; onDone: () => void }) {
  const words = useWords();
  const { t } = words;
  const { kept, today, change } = useCase();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <section aria-labelledby="question" className="card flex flex-col gap-6 p-5 sm:p-8">
      <h2 id="question" ref={heading} tabIndex={-1} className="text-std-22B-150 sm:text-std-24B-150">
        {questionOf(words, card)}
      </h2>
      <AnswerField
        card={card}
        facts={kept.facts}
        today={today}
        onAnswer={(values) => {
          change((now) => answer(now, card.id, values));
          onDone();
        }}
      />
      <div>
        <Button
          look="quiet"
          onPress={() => {
            change((now) => putOff(now, card.id));
            onDone();
          }}
        >
          {t('ask.unknown')}
        </Button>
      </div>
      <Why card={card} />
    </section>
  );
}

function Done({ onLater }: { onLater: () => void }) {
  const { t } = useWords();
  const { kept } = useCase();
  return (
    <EmptyState icon="check" title={t('ask.done')}>
      <p>{t('ask.doneText')}</p>
      {kept.later.length > 0 && <p>{t('ask.doneLater', { count: kept.later.length })}</p>}
      <Link to="/procedures/plan" className={buttonClass('primary')} data-row="">
        {t('start.open')}
      </Link>
      {kept.later.length > 0 && (
        <Button look="secondary" onPress={onLater}>
          {t('ask.answerLater')}
        </Button>
      )}
    </EmptyState>
  );
}

export function AskScreen() {
  const { t } = useWords();
  const { kept, cards, changes, concierge, change } = useCase();
  // After the #: which question is being changed is nobody else's business.
  const wanted = useLocation().hash || undefined;
  useTop(wanted);
  const navigate = useNavigate();
  const [editing, setEditing] = useState<string | undefined>(wanted);
  const [steps, setSteps] = useState(0);
  const again =
    editing === undefined
      ? undefined
      : (cards.find((card) => card.id === editing) ??
        cardFor(editing, concierge.model, { paths: pathsOf(editing), decides: [], because: 'rule' }));
  const card = again ?? cards[0];
  const previous = kept.answered.filter((id) => id !== editing).at(-1);
  if (kept.events.length === 0 && again === undefined)
    return (
      <EmptyState icon="procedure" title={t('plan.noPlan')}>
        <Link to="/procedures" className={buttonClass('primary')}>
          {t('back')}
        </Link>
      </EmptyState>
    );
  return (
    <div className="flex flex-col gap-6">
      <TopBar
        back={
          <Link to="/procedures" className={backClass}>
            <Icon name="left" className="size-5" />
            {t('back')}
          </Link>
        }
      />
      <PageHeading>{t('ask.title')}</PageHeading>
      {cards.length > 0 && (
        <div>
          <p className="text-std-18B-160">{cards.length === 1 ? t('ask.last') : t('ask.left', { count: cards.length })}</p>
          {cards.length > 1 && <p className="text-[0.9375rem] leading-160 text-ink-soft">{t('ask.leftText')}</p>}
        </div>
      )}
      {card ? (
        <Question
          key={`${card.id} ${steps}`}
          card={card}
          onDone={() => {
            if (wanted !== undefined && editing === wanted) void navigate({ to: '/procedures/me' });
            setEditing(undefined);
            setSteps(steps + 1);
          }}
        />
      ) : (
        <Done onLater={() => change((now) => ({ ...now, later: [] }))} />
      )}
      {steps > 0 && <Changes changes={changes} />}
      <div className="flex flex-wrap justify-between gap-3">
        {previous === undefined ? (
          <span />
        ) : (
          <Button
            look="quiet"
            icon="left"
            onPress={() => {
              change((now) => ({ ...now, answered: now.answered.filter((id) => id !== previous) }));
              setEditing(previous);
              setSteps(steps + 1);
            }}
          >
            {t('ask.before')}
          </Button>
        )}
        {card !== undefined && kept.events.length > 0 && (
          <Link to="/procedures/plan" className={buttonClass('secondary')} data-row="">
            {t('ask.toPlan')}
          </Link>
        )}
      </div>
    </div>
  );

  function pathsOf(id: string): string[] {
    return [...concierge.model.keys()].filter((path) => path === id || path.startsWith(`${id}.`));
  }
}
