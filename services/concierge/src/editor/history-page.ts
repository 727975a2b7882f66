// What was published, by whom, from when, why; and taking back.
import type { Publication } from '@shishobako/contracts/concierge-api';
import { call } from './calls.ts';
import { button, field, h } from './dom.ts';
import { heading, newsPlace, problemBox } from './page-frame.ts';
import { say } from './state.ts';
import { fieldName, t } from './texts.ts';

export async function historyPage(again: () => void): Promise<HTMLElement> {
  const got = await call<{ items: Publication[] }>('GET', 'publications');
  if (!got.ok) return h('main', { id: 'main' }, heading(t('history')), problemBox(got.problem));
  const { items } = got.value;
  return h(
    'main',
    { id: 'main' },
    heading(t('history')),
    items.length === 0 ? h('p', { class: 'lead' }, t('none')) : h('ul', { class: 'list' }, ...items.map((p) => item(p, again))),
  );
}

function item(p: Publication, again: () => void): HTMLLIElement {
  const news = newsPlace();
  const reason = h('input', { type: 'text', required: true, maxlength: '500' });
  const takeBack = async (event: Event): Promise<void> => {
    event.preventDefault();
    const answer = await call('POST', `publications/${p.number}/take-back`, { reason: reason.value.trim() });
    if (answer.ok) again();
    else news.show(problemBox(answer.problem));
  };
  const form = h(
    'form',
    { class: 'panel wash', hidden: true, submit: (event) => void takeBack(event) },
    field(t('takeBackReason'), reason),
    h('button', { class: 'button outline', type: 'submit' }, t('takeBack')),
  );
  const open = button(t('takeBack'), 'text', () => {
    form.hidden = false;
    open.hidden = true;
    reason.focus();
  });
  return h(
    'li',
    { class: 'item' },
    h(
      'div',
      { class: 'item-head' },
      h('h2', {}, `#${p.number}　${p.effectiveFrom} ～ ${p.effectiveTo ?? ''}`),
      p.takenBack ? h('span', { class: 'tag tag-back' }, t('takenBack')) : h('span', { class: 'tag tag-changed' }, t('inForce')),
    ),
    h('p', {}, p.note),
    h('p', { class: 'meta' }, `${t('by')}：${say(p.author.name)}　${new Date(p.published).toLocaleString()}`),
    p.takenBack &&
      h(
        'p',
        { class: 'meta' },
        `${t('takenBack')}：${say(p.takenBack.by.name)}　${new Date(p.takenBack.at).toLocaleString()}　${p.takenBack.reason}`,
      ),
    h(
      'ul',
      {},
      ...p.procedures.map((x) =>
        h(
          'li',
          {},
          h('a', { href: `#/procedures/${x.id}` }, say(x.name)),
          x.fields.length > 0 ? `（${x.fields.map(fieldName).join('、')}）` : ` ${t('added')}`,
        ),
      ),
    ),
    !p.takenBack && open,
    form,
    news.element,
  );
}
