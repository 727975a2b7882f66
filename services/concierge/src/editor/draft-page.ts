// The draft: what it changes, what it does to plans, and publishing it with a day and a reason.
import type { DraftView, PreviewAnswer, ProcedureDifference, Publication } from '@shishobako/contracts/concierge-api';
import type { z } from 'zod';
import { type Answer, call } from './calls.ts';
import { button, field, h } from './dom.ts';
import { goodBox, heading, newsPlace, problemBox } from './page-frame.ts';
import { fromTo, previewList } from './preview-list.ts';
import { say } from './state.ts';
import { t } from './texts.ts';

/** Today in Japan. */
const today = (): string => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);

export async function draftPage(again: () => void): Promise<HTMLElement> {
  const got = await call<DraftView>('GET', 'draft');
  if (!got.ok) return h('main', { id: 'main' }, heading(t('draft')), problemBox(got.problem));
  const draft = got.value;
  const news = newsPlace();
  const empty = draft.changes + draft.additions === 0;
  const settle = (answer: Answer<unknown>): void => (answer.ok ? again() : news.show(problemBox(answer.problem)));
  return h(
    'main',
    { id: 'main' },
    heading(t('draft')),
    news.element,
    empty
      ? h('p', { class: 'lead' }, t('draftEmpty'))
      : h(
          'div',
          { class: 'two' },
          h(
            'div',
            {},
            h('h2', {}, t('differences')),
            draft.problems.length > 0 &&
              h('div', { class: 'alert' }, h('ul', {}, ...draft.problems.map((p) => h('li', {}, `${p.id ?? ''} ${p.kind}: ${p.detail}`)))),
            h('ul', { class: 'list' }, ...draft.differences.map((d) => item(d, settle))),
            previewPart(),
          ),
          publishPart(news, again),
        ),
    h('h2', {}, t('upload')),
    uploadPart(settle),
  );
}

const item = (d: ProcedureDifference, settle: (answer: Answer<unknown>) => void): HTMLLIElement =>
  h(
    'li',
    {},
    h(
      'div',
      { class: 'item-head' },
      h('a', { href: `#/procedures/${d.procedure}` }, say(d.name)),
      h('span', { class: `tag tag-${d.kind}` }, t(d.kind)),
    ),
    d.fields.length > 0 && fromTo(d.fields),
    button(t('dropChange'), 'text', () => void call('DELETE', `draft/changes/${d.procedure}`).then(settle)),
  );

function previewPart(): HTMLElement {
  const results = h('div', { 'aria-live': 'polite' });
  const run = async (personas?: object[]): Promise<void> => {
    results.replaceChildren(h('p', { class: 'status' }, t('checking')));
    const answer = await call<PreviewAnswer>('POST', 'previews', personas ? { personas } : {});
    results.replaceChildren(answer.ok ? previewList(answer.value) : problemBox(answer.problem));
  };
  const file = h('input', {
    type: 'file',
    accept: '.json,application/json',
    multiple: true,
    change: () =>
      void Promise.all([...(file.files ?? [])].map(async (f) => readPersonas(f.name, await f.text()))).then((all) => run(all.flat())),
  });
  return h(
    'section',
    {},
    h('h2', {}, t('preview')),
    h('p', { class: 'lead' }, t('previewHint')),
    h(
      'div',
      { class: 'actions' },
      button(t('previewRun'), 'outline', () => void run()),
    ),
    h('div', { class: 'field' }, field(t('previewUpload'), file)),
    results,
  );
}

/** A persona file holds one persona or a list of them; one that is no JSON is sent on for the service to refuse by name. */
function readPersonas(name: string, text: string): object[] {
  try {
    const json: unknown = JSON.parse(text);
    return (Array.isArray(json) ? json : [json]).filter((x): x is object => typeof x === 'object' && x !== null);
  } catch {
    return [{ id: name, context: {} }];
  }
}

function publishPart(news: ReturnType<typeof newsPlace>, again: () => void): HTMLElement {
  const from = h('input', { type: 'date', required: true, value: today() });
  const to = h('input', { type: 'date' });
  const note = h('textarea', { required: true, maxlength: '500' });
  const publish = async (event: Event): Promise<void> => {
    event.preventDefault();
    const answer = await call<z.infer<typeof Publication>>('POST', 'publications', {
      effectiveFrom: from.value,
      effectiveTo: to.value || null,
      note: note.value.trim(),
    });
    if (!answer.ok) return news.show(problemBox(answer.problem));
    location.hash = '#/history';
  };
  let sure = false;
  const drop = button(t('dropDraft'), 'text', () => {
    if (sure) return void call('DELETE', 'draft').then((answer) => (answer.ok ? again() : news.show(problemBox(answer.problem))));
    sure = true;
    drop.textContent = t('confirmDrop');
    news.show(goodBox(t('confirmDrop')));
  });
  return h(
    'form',
    { class: 'panel wash', submit: (event) => void publish(event) },
    h('h2', {}, t('publish')),
    field(t('effectiveFrom'), from),
    field(t('effectiveTo'), to),
    field(t('publishNote'), note),
    h('div', { class: 'actions' }, h('button', { class: 'button primary', type: 'submit' }, t('publish')), drop),
  );
}

function uploadPart(settle: (answer: Answer<unknown>) => void): HTMLElement {
  const file = h('input', {
    type: 'file',
    accept: '.json,application/json',
    change: () => {
      const chosen = file.files?.[0];
      if (chosen)
        void chosen
          .text()
          .then((text) => call('PUT', 'draft', { file: chosen.name, text }))
          .then(settle);
    },
  });
  return field(t('chooseFile'), file, t('uploadHint'));
}
