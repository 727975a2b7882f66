// One step of the plan: by when, where, what to bring and from where, what it costs, how, why, and the form as far as it is known.
import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHeading } from '../../../ui/section.tsx';
import { useTop } from '../../../ui/use-top.ts';
import { ApplyHere } from '../../apply/apply-here.tsx';
import { leaveOut, tick } from '../model/kept.ts';
import { neighbours } from '../model/views.ts';
import { BringList, FieldList, HowList, MemberChoice, When, WhyList } from '../parts/item-parts.tsx';
import { ItemTags, useNames } from '../parts/item-row.tsx';
import { Place } from '../parts/place.tsx';
import { Said } from '../parts/said.tsx';
import { backClass, TopBar } from '../parts/top-bar.tsx';
import { useCase } from '../use-case.tsx';
import { useWords } from '../words.ts';

function Part({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-3 px-5 py-6 sm:grid sm:grid-cols-[11rem_1fr] sm:gap-6 sm:px-8">
      <h2 className="flex items-center gap-2 self-start text-std-17B-170">
        <Icon name={icon} className="size-6 text-blue-900" />
        {title}
      </h2>
      <div className="min-w-0">{children}</div>
    </section>
  );
}

export function ItemScreen() {
  const { t, say, format } = useWords();
  // After the #, so that not even a reload tells a server which step it is.
  const id = useLocation().hash;
  useTop(id);
  const { plan, change, concierge } = useCase();
  const names = useNames();
  const item = plan?.items.find((one) => one.id === id);
  const back = (
    <Link to="/procedures/plan" className={backClass}>
      <Icon name="left" className="size-5" />
      {t('backToPlan')}
    </Link>
  );
  if (!plan || !item)
    return (
      <div className="flex flex-col gap-6">
        <TopBar back={back} />
        <EmptyState icon="procedure" title={t('item.missing')}>
          <Link to="/procedures" className={buttonClass('primary')}>
            {t('back')}
          </Link>
        </EmptyState>
      </div>
    );
  const { before, soft, after, same } = neighbours(plan, item.id);
  const gets = item.produces.flatMap((one) => concierge.catalogue.evidenceTypes.find((type) => type.id === one)?.name ?? []).map(say);
  const ordered = before.length + soft.length + after.length + same.length > 0;
  const own = item.filedBy === 'applicant';
  return (
    <article className="flex flex-col gap-6">
      <TopBar back={back} />
      <div className="flex flex-col gap-3">
        <PageHeading>{say(item.name)}</PageHeading>
        {item.description !== null && (
          <p className="text-std-17N-170">
            <Said text={item.description} />
          </p>
        )}
        <div className="flex flex-wrap gap-2 empty:hidden">
          <ItemTags item={item} />
        </div>
      </div>
      {item.status === 'done' && <Notice tone="success" title={t('item.isDone')} />}
      {item.status === 'left-out' && <Notice title={t('item.isLeftOut')} />}
      {item.status === 'ask' && (
        <Notice title={t('plan.undecided')}>
          <p>{t('plan.undecidedText')}</p>
          <Link to="/procedures/ask" className={buttonClass('secondary')}>
            {t('plan.answer')}
          </Link>
        </Notice>
      )}
      <div className="card divide-y divide-line">
        <Part icon="clock" title={t('item.when')}>
          <When item={item} />
        </Part>
        <Part icon="building" title={t('item.where')}>
          <p className="text-std-16N-170">
            <Place item={item} full />
          </p>
        </Part>
        {own && (
          <Part icon="clip" title={t('item.bring')}>
            <BringList item={item} />
          </Part>
        )}
        <Part icon="card" title={t('item.cost')}>
          <p className="text-std-16N-170">
            {item.cost === null || item.cost.amount === 0
              ? t('item.free')
              : item.cost.amount === null
                ? t('item.costVaries')
                : format.yen(item.cost.amount)}
            {item.cost?.note && (
              <span className="ml-3 text-ink-soft">
                <Said text={item.cost.note} />
              </span>
            )}
          </p>
        </Part>
        <Part icon="send" title={t('item.how')}>
          <div className="flex flex-col gap-4">
            <HowList item={item} />
            <ApplyHere procedure={item.id} />
          </div>
        </Part>
        {ordered && (
          <Part icon="procedure" title={t('item.order')}>
            <ul className="flex flex-col gap-1 text-std-16N-170">
              {before.length > 0 && <li>{t('item.before', { names: names(before) })}</li>}
              {soft.length > 0 && <li>{t('item.beforeSoft', { names: names(soft) })}</li>}
              {same.length > 0 && <li>{t('item.same', { names: names(same) })}</li>}
              {after.length > 0 && <li>{t('item.afterwards', { names: names(after) })}</li>}
            </ul>
          </Part>
        )}
        <Part icon="info" title={t('item.why')}>
          <WhyList item={item} />
        </Part>
        {own && item.fields.length > 0 && (
          <Part icon="file" title={t('item.fields')}>
            <div className="flex flex-col gap-4">
              <MemberChoice item={item} />
              <FieldList item={item} />
            </div>
          </Part>
        )}
        {gets.length > 0 && (
          <Part icon="mail" title={t('item.gets')}>
            <ul className="flex flex-col gap-1 text-std-16N-170">
              {gets.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          </Part>
        )}
        {(item.note !== null || item.localVariation || item.confidence !== 'high') && (
          <Part icon="info" title={t('item.note')}>
            <div className="flex flex-col gap-2 text-std-16N-170">
              {item.note !== null && (
                <p>
                  <Said text={item.note} />
                </p>
              )}
              {item.localVariation && <p>{t('item.local')}</p>}
              {item.confidence !== 'high' && <p>{t('item.unsure')}</p>}
            </div>
          </Part>
        )}
      </div>
      <div className="no-print flex flex-wrap gap-3">
        {item.status === 'applies' && (
          <>
            <Button icon="check" onPress={() => change((now) => tick(now, item.id, true))}>
              {t('item.done')}
            </Button>
            {item.obligation !== 'mandatory' && (
              <Button look="quiet" onPress={() => change((now) => leaveOut(now, item.id, true))}>
                {t('item.leaveOut')}
              </Button>
            )}
          </>
        )}
        {item.status === 'done' && (
          <Button look="secondary" onPress={() => change((now) => tick(now, item.id, false))}>
            {t('item.undone')}
          </Button>
        )}
        {item.status === 'left-out' && (
          <Button look="secondary" onPress={() => change((now) => leaveOut(now, item.id, false))}>
            {t('plan.restore')}
          </Button>
        )}
      </div>
    </article>
  );
}
