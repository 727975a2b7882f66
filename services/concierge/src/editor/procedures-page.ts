// The municipality's procedures: found in everyday words, by life event, or by what was changed here.
import type { ProcedureList, ProcedureRow } from '@shishobako/contracts/concierge-api';
import { call } from './calls.ts';
import { field, h, select } from './dom.ts';
import { heading, problemBox } from './page-frame.ts';
import { say } from './state.ts';
import { t } from './texts.ts';

const kept = { q: '', event: '', state: 'all' };
const tags = { national: 'national', changed: 'changed', added: 'added', draft: 'draftTag' } as const;

export async function proceduresPage(): Promise<HTMLElement> {
  const results = h('div', {});
  const status = h('p', { class: 'status', role: 'status' });
  const first = await call<ProcedureList>('GET', `procedures?${query()}`);
  if (!first.ok) return h('main', { id: 'main' }, heading(t('procedures')), problemBox(first.problem));

  const show = (list: ProcedureList): void => {
    status.textContent = `${list.items.length} ${t('count')}`;
    results.replaceChildren(list.items.length === 0 ? h('p', {}, t('none')) : h('ul', { class: 'list' }, ...list.items.map(item)));
  };
  let turn = 0;
  const ask = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    const answer = await call<ProcedureList>('GET', `procedures?${query()}`);
    if (mine !== turn) return;
    if (answer.ok) show(answer.value);
    else results.replaceChildren(problemBox(answer.problem));
  };
  let wait: ReturnType<typeof setTimeout> | undefined;
  const q = h('input', {
    type: 'search',
    value: kept.q,
    maxlength: '100',
    input: () => {
      kept.q = q.value;
      clearTimeout(wait);
      wait = setTimeout(() => void ask(), 250);
    },
  });
  const events = select([['', t('allEvents')], ...first.value.events.map((e) => [e.id, say(e.name)] as const)], kept.event, () => {
    kept.event = events.value;
    void ask();
  });
  const states = select(
    [
      ['all', t('showAll')],
      ['local', t('showLocal')],
      ['touched', t('showTouched')],
    ],
    kept.state,
    () => {
      kept.state = states.value;
      void ask();
    },
  );
  show(first.value);
  return h(
    'main',
    { id: 'main' },
    heading(t('procedures')),
    h(
      'div',
      { class: 'filters', role: 'search' },
      field(t('search'), q, t('searchHint')),
      field(t('event'), events),
      field(t('show'), states),
    ),
    status,
    results,
  );
}

const query = (): string =>
  new URLSearchParams({ ...(kept.q && { q: kept.q }), ...(kept.event && { event: kept.event }), state: kept.state }).toString();

const item = (row: ProcedureRow): HTMLLIElement =>
  h(
    'li',
    { class: 'item' },
    h(
      'div',
      { class: 'item-head' },
      h('a', { href: `#/procedures/${row.id}` }, say(row.name)),
      row.state !== 'national' && h('span', { class: `tag tag-${row.state}` }, t(tags[row.state])),
    ),
    h('p', { class: 'meta' }, `${say(row.authority)}${row.department ? `・${row.department}` : ''}`),
    h(
      'p',
      { class: 'meta' },
      `${t('byWhen')}：${say(row.byWhen)}　${t('fee')}：${row.amount === null ? t('free') : `${row.amount.toLocaleString()}${t('yen')}`}`,
    ),
  );
