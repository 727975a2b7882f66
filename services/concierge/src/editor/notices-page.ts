// The inbox of collected notices: collect from files or permitted addresses, confirm or correct, look for dead links.
import type { CollectOutcome, LinkReport, NoticePage, ProcedureList, SourceList } from '@shishobako/contracts/concierge-api';
import type { z } from 'zod';
import { call } from './calls.ts';
import { button, field, h, select } from './dom.ts';
import { noticeCard } from './notice-card.ts';
import { goodBox, heading, newsPlace, problemBox } from './page-frame.ts';
import { t } from './texts.ts';

const kept = { state: '', relevant: 'yes' };

export async function noticesPage(again: () => void): Promise<HTMLElement> {
  const [page, names, sources] = await Promise.all([
    call<NoticePage>('GET', `notices?${query()}`),
    call<ProcedureList>('GET', 'procedures'),
    call<z.infer<typeof SourceList>>('GET', 'sources'),
  ]);
  if (!page.ok) return h('main', { id: 'main' }, heading(t('notices')), problemBox(page.problem));
  if (!names.ok) return h('main', { id: 'main' }, heading(t('notices')), problemBox(names.problem));
  const { counts } = page.value;
  const state = select(
    [['', t('allEvents')], ...(['new', 'confirmed', 'corrected'] as const).map((s) => [s, `${t(s)} (${counts[s]})`] as const)],
    kept.state,
    () => {
      kept.state = state.value;
      again();
    },
  );
  const relevant = select(
    [
      ['', t('allEvents')],
      ['yes', t('relevant')],
      ['no', t('notRelevant')],
    ],
    kept.relevant,
    () => {
      kept.relevant = relevant.value;
      again();
    },
  );
  const list = h('ul', { class: 'list' }, ...page.value.items.map((n) => noticeCard(n, names.value)));
  let next = page.value.next;
  const more = button(t('more'), 'outline', () => {
    void call<NoticePage>('GET', `notices?${query()}&after=${next}`).then((answer) => {
      if (!answer.ok) return;
      list.append(...answer.value.items.map((n) => noticeCard(n, names.value)));
      next = answer.value.next;
      more.hidden = next === null;
    });
  });
  more.hidden = next === null;
  return h(
    'main',
    { id: 'main' },
    heading(t('notices')),
    collectPart(sources.ok ? sources.value.allow : [], again),
    h('div', { class: 'row' }, field(t('noticeState'), state), field(t('show'), relevant)),
    page.value.items.length === 0 ? h('p', {}, t('none')) : list,
    h('div', { class: 'actions' }, more),
  );
}

const query = (): string =>
  new URLSearchParams({
    ...(kept.state && { state: kept.state }),
    ...(kept.relevant && { relevant: kept.relevant }),
    limit: '30',
  }).toString();

function collectPart(allow: readonly string[], again: () => void): HTMLElement {
  const news = newsPlace();
  const files = h('input', { type: 'file', multiple: true, accept: '.html,.htm,.xml,.rss,.atom,.txt,.csv,.eml' });
  const urls = h('textarea', { spellcheck: 'false' });
  const run = async (): Promise<void> => {
    news.show(h('p', { class: 'status' }, t('checking')));
    const orders: object[] = [];
    if (files.files && files.files.length > 0) {
      const form = new FormData();
      for (const file of files.files) form.append('file', file, file.name);
      orders.push(form);
    }
    const addresses = urls.value.split(/\s+/).filter(Boolean);
    if (addresses.length > 0 || orders.length === 0) orders.push({ urls: addresses });
    const outcomes: CollectOutcome[] = [];
    for (const order of orders) {
      const answer = await call<{ outcomes: CollectOutcome[] }>('POST', 'notices', order);
      if (!answer.ok) return news.show(problemBox(answer.problem));
      outcomes.push(...answer.value.outcomes);
    }
    const kept = outcomes.reduce((n, o) => n + o.kept, 0);
    news.show(
      goodBox(
        `${t('read')}：${kept} ${t('outcomeKept')}`,
        h('ul', {}, ...outcomes.map((o) => h('li', {}, h('code', {}, o.source), ` ${o.outcome} ${o.kept}/${o.found} ${o.detail ?? ''}`))),
        button(t('show'), 'outline', again),
      ),
    );
  };
  const links = async (): Promise<void> => {
    news.show(h('p', { class: 'status' }, t('checking')));
    const answer = await call<z.infer<typeof LinkReport>>('POST', 'link-checks', {});
    if (!answer.ok) return news.show(problemBox(answer.problem));
    const { dead, checked } = answer.value;
    news.show(
      dead.length === 0
        ? goodBox(`${t('linksFine')}${checked}`)
        : h(
            'div',
            { class: 'alert', role: 'alert' },
            h('strong', {}, t('linksDead')),
            h('ul', {}, ...dead.map((d) => h('li', {}, h('code', {}, d.url), ` ${d.detail}`))),
          ),
    );
  };
  return h(
    'details',
    { class: 'panel' },
    h('summary', {}, t('collect')),
    news.element,
    field(t('collectFiles'), files),
    field(t('collectUrls'), urls, `${t('collectHint')}${allow.join('、') || t('noAllow')}`),
    h(
      'div',
      { class: 'actions' },
      button(t('collectRun'), 'primary', () => void run()),
      button(t('linkCheck'), 'text', () => void links()),
    ),
  );
}
