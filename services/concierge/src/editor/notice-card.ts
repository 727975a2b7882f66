// One notice with where it came from and why it was understood so; confirmed with one press, corrected in a form.
import type { Notice, NoticeDecision, ProcedureList } from '@shishobako/contracts/concierge-api';
import { call } from './calls.ts';
import { button, checkbox, field, h, select } from './dom.ts';
import { newsPlace, problemBox } from './page-frame.ts';
import { say } from './state.ts';
import { t } from './texts.ts';

export type Names = Pick<ProcedureList, 'items' | 'events'>;

export function noticeCard(start: Notice, names: Names): HTMLLIElement {
  const card = h('li', { class: 'item' });
  const draw = (n: Notice): void => card.replaceChildren(...content(n, names, draw));
  draw(start);
  return card;
}

function content(n: Notice, names: Names, draw: (n: Notice) => void): HTMLElement[] {
  const nameOf = (id: string): string => say([...names.items, ...names.events].find((x) => x.id === id)?.name ?? { ja: id });
  const news = newsPlace();
  const decide = async (decision: NoticeDecision): Promise<void> => {
    const answer = await call<Notice>('POST', `notices/${n.id}/decision`, decision);
    if (answer.ok) draw(answer.value);
    else news.show(problemBox(answer.problem));
  };
  const form = h('div', { hidden: true });
  const about = [...n.meaning.lifeEvents, ...n.meaning.procedures].map(nameOf).join('、');
  return [
    h(
      'div',
      { class: 'item-head' },
      h('h3', {}, n.title || '（無題）'),
      h('span', { class: `tag tag-${n.state === 'corrected' ? 'confirmed' : n.state}` }, t(n.state)),
      n.rule !== null && h('span', { class: 'tag tag-added' }, t('byRule')),
    ),
    h(
      'p',
      { class: 'meta' },
      `${n.published ?? ''}　${t('source')}：${n.provenance.source}（${n.provenance.encoding}）　${t('confidence')}：${Math.round(n.confidence * 100)}%`,
    ),
    h('p', {}, n.meaning.relevant ? `${t('relevant')}：${about || '－'}` : t('notRelevant')),
    n.meaning.deadlines.length > 0 ? h('p', {}, `${t('byWhen')}：${n.meaning.deadlines.join('、')}`) : h('span', { hidden: true }),
    h('details', {}, h('summary', {}, t('clues')), h('ul', {}, ...n.clues.map((c) => h('li', {}, h('code', {}, c.id), ` ${c.words}`)))),
    h(
      'div',
      { class: 'actions' },
      n.state === 'new' && button(t('confirm'), 'outline', () => void decide({ kind: 'confirm' })),
      button(t('correct'), 'text', () => {
        form.hidden = !form.hidden;
        if (!form.hidden) form.replaceChildren(correction(n, names, decide));
        form.querySelector('input')?.focus();
      }),
    ),
    form,
    news.element,
  ];
}

function correction(n: Notice, names: Names, decide: (decision: NoticeDecision) => Promise<void>): HTMLElement {
  const meaning = structuredClone(n.meaning);
  const toggle = (list: string[], id: string, on: boolean): void => {
    const at = list.indexOf(id);
    if (on && at < 0) list.push(id);
    if (!on && at >= 0) list.splice(at, 1);
  };
  const picks = (label: string, all: readonly { id: string; name: { ja: string; en: string } }[], chosen: string[]): HTMLElement =>
    h(
      'fieldset',
      {},
      h('legend', {}, label),
      h(
        'div',
        { class: 'picks', tabindex: '0', role: 'group', 'aria-label': label },
        ...[...all]
          .sort((a, b) => Number(chosen.includes(b.id)) - Number(chosen.includes(a.id)))
          .map((x) => checkbox(say(x.name), chosen.includes(x.id), (on) => toggle(chosen, x.id, on))),
      ),
    );
  const dates = h('textarea', {});
  dates.value = meaning.deadlines.join('\n');
  const words = h('input', { type: 'text', maxlength: '200' });
  const keep = select(
    [
      ['none', t('keepNone')],
      ['title', t('keepTitle')],
      ['words', t('keepWords')],
    ],
    'none',
    () => {
      wordsField.hidden = keep.value !== 'words';
    },
  );
  const wordsField = field(t('words'), words);
  wordsField.hidden = true;
  const submit = (event: Event): void => {
    event.preventDefault();
    const deadlines = dates.value.split(/\s+/).filter(Boolean);
    const kept =
      keep.value === 'words'
        ? { match: 'words' as const, words: words.value.split(/[\s　]+/).filter(Boolean) }
        : { match: keep.value === 'title' ? ('title' as const) : ('none' as const) };
    void decide({ kind: 'correct', meaning: { ...meaning, deadlines }, keep: kept });
  };
  return h(
    'form',
    { class: 'panel wash', submit },
    checkbox(t('relevant'), meaning.relevant, (on) => {
      meaning.relevant = on;
    }),
    picks(t('event'), names.events, meaning.lifeEvents),
    picks(t('procedureIds'), names.items, meaning.procedures),
    field(t('deadlines'), dates),
    field(t('keep'), keep),
    wordsField,
    h('button', { class: 'button primary', type: 'submit' }, t('save')),
  );
}
