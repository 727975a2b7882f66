// One procedure: what this municipality does differently, checked while it is typed, kept in the draft.
import type { CheckAnswer, DraftView, ProcedureChange, ProcedureDetail } from '@shishobako/contracts/concierge-api';
import { call } from './calls.ts';
import { type Deadline, deadlineFields } from './deadline-fields.ts';
import { button, type Control, checkbox, field, h } from './dom.ts';
import { goodBox, heading, newsPlace, problemBox } from './page-frame.ts';
import { say } from './state.ts';
import { t } from './texts.ts';

type Local = {
  name: { ja: string; en: string };
  hasCost: { amount: number | null; note: Said | null } | null;
  department: string | null;
  deadline: Deadline;
  hasChannel: string[];
  note: Said | null;
};
type Said = { ja: string; en?: string };
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The procedure with the draft's change laid over it, as the form shows it. */
function drafted(current: Local, draft: ProcedureChange | null): Local {
  const cost = current.hasCost ?? { amount: null, note: null };
  const touched = draft?.amount !== undefined || draft?.costNote !== undefined;
  return {
    ...current,
    hasCost: touched
      ? { amount: draft?.amount === undefined ? cost.amount : draft.amount, note: (draft?.costNote as Said | undefined) ?? cost.note }
      : current.hasCost,
    department: draft?.department ?? current.department,
    deadline: draft?.deadline ?? current.deadline,
    hasChannel: draft?.channels ?? current.hasChannel,
    note: (draft?.note as Said | undefined) ?? current.note,
  };
}

export async function procedurePage(id: string): Promise<HTMLElement> {
  const got = await call<ProcedureDetail>('GET', `procedures/${encodeURIComponent(id)}`);
  const back = h('p', {}, h('a', { href: '#/procedures' }, t('back')));
  if (!got.ok) return h('main', { id: 'main' }, back, heading(t('procedures')), problemBox(got.problem));
  const { current, draft, channels, authority } = got.value;
  const base = current as unknown as Local;
  const now = drafted(base, draft);
  const news = newsPlace();
  const status = h('p', { class: 'status', role: 'status' });

  /** Only what differs from what is in force. */
  const change = (): ProcedureChange => ({
    ...(now.hasCost?.amount !== base.hasCost?.amount && now.hasCost && { amount: now.hasCost.amount }),
    ...(!same(now.hasCost?.note ?? null, base.hasCost?.note ?? null) && now.hasCost?.note && { costNote: now.hasCost.note }),
    ...(now.department !== base.department && now.department && { department: now.department }),
    ...(!same(now.deadline, base.deadline) && { deadline: now.deadline }),
    ...(!same(now.hasChannel, base.hasChannel) && { channels: now.hasChannel }),
    ...(!same(now.note, base.note) && now.note && { note: now.note }),
  });
  let turn = 0;
  let wait: ReturnType<typeof setTimeout> | undefined;
  const check = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    const made = change();
    status.className = 'status';
    if (Object.keys(made).length === 0) {
      status.textContent = t('unchanged');
      return news.show(undefined);
    }
    status.textContent = t('checking');
    const answer = await call<CheckAnswer>('POST', 'checks', { procedure: id, change: made });
    if (mine !== turn) return;
    const fine = answer.ok && answer.value.ok;
    status.textContent = fine ? t('checked') : '';
    status.className = fine ? 'status ok' : 'status';
    if (!answer.ok) news.show(problemBox(answer.problem));
    else
      news.show(
        fine
          ? undefined
          : h(
              'div',
              { class: 'alert', role: 'alert' },
              h('ul', {}, ...answer.value.problems.map((p) => h('li', {}, h('code', {}, p.id ?? p.file ?? ''), ` ${p.kind}: ${p.detail}`))),
            ),
      );
  };
  const changed = (): void => {
    clearTimeout(wait);
    wait = setTimeout(() => void check(), 350);
  };
  const marked = (box: HTMLElement, differs: () => boolean): HTMLElement => {
    const mark = (): void => void box.classList.toggle('touched', differs());
    box.addEventListener('input', mark);
    box.addEventListener('change', mark);
    mark();
    return box;
  };
  const text = (
    label: string,
    value: string,
    set: (value: string) => void,
    differs: () => boolean,
    kind: 'text' | 'long' | 'number' = 'text',
    hint?: string,
  ): HTMLElement => {
    const props = {
      input: () => {
        set(control.value);
        changed();
      },
    };
    const control: Control =
      kind === 'long'
        ? h('textarea', { ...props, maxlength: '2000' })
        : h('input', { ...props, type: kind, ...(kind === 'number' ? { min: '0', inputmode: 'numeric' } : { maxlength: '200' }) });
    control.value = value;
    return marked(field(label, control, hint), differs);
  };
  const cost = (): { amount: number | null; note: Said | null } => (now.hasCost ??= { amount: null, note: null });
  const words = (old: Said | null, lang: 'ja' | 'en', value: string): Said | null => {
    const next = { ja: old?.ja ?? '', ...(old?.en !== undefined && { en: old.en }), [lang]: value };
    return next.ja === '' && !next.en ? null : next;
  };
  const originalNote = base.note;
  const form = h(
    'form',
    {
      submit: (event) => {
        event.preventDefault();
        void save();
      },
    },
    h('p', { class: 'lead' }, t('editIntro')),
    text(
      t('amount'),
      String(now.hasCost?.amount ?? ''),
      (v) => {
        cost().amount = v === '' ? null : Number(v);
      },
      () => (now.hasCost?.amount ?? null) !== (base.hasCost?.amount ?? null),
      'number',
      t('amountHint'),
    ),
    h(
      'div',
      { class: 'row' },
      text(
        t('costNoteJa'),
        now.hasCost?.note?.ja ?? '',
        (v) => {
          cost().note = words(cost().note, 'ja', v);
        },
        () => (now.hasCost?.note?.ja ?? '') !== (base.hasCost?.note?.ja ?? ''),
      ),
      text(
        t('costNoteEn'),
        now.hasCost?.note?.en ?? '',
        (v) => {
          cost().note = words(cost().note, 'en', v);
        },
        () => (now.hasCost?.note?.en ?? '') !== (base.hasCost?.note?.en ?? ''),
      ),
    ),
    text(
      t('desk'),
      now.department ?? '',
      (v) => {
        now.department = v || null;
      },
      () => now.department !== base.department,
      'text',
      t('deskHint'),
    ),
    marked(
      deadlineFields(now.deadline, (d) => {
        now.deadline = d;
        changed();
      }),
      () => !same(now.deadline, base.deadline),
    ),
    marked(
      h(
        'fieldset',
        {},
        h('legend', {}, t('channels')),
        h(
          'div',
          { class: 'picks', tabindex: '0', role: 'group', 'aria-label': t('channels') },
          ...sorted(channels, base.hasChannel).map((c) =>
            checkbox(say(c.name), now.hasChannel.includes(c.id), (on) => {
              now.hasChannel = on ? [...now.hasChannel, c.id] : now.hasChannel.filter((x) => x !== c.id);
              changed();
            }),
          ),
        ),
      ),
      () => !same(now.hasChannel, base.hasChannel),
    ),
    text(
      t('noteJa'),
      now.note?.ja ?? '',
      (v) => {
        now.note = words(now.note, 'ja', v);
      },
      () => (now.note?.ja ?? '') !== (originalNote?.ja ?? ''),
      'long',
    ),
    text(
      t('noteEn'),
      now.note?.en ?? '',
      (v) => {
        now.note = words(now.note, 'en', v);
      },
      () => (now.note?.en ?? '') !== (originalNote?.en ?? ''),
      'long',
    ),
    status,
    news.element,
    h(
      'div',
      { class: 'actions' },
      h('button', { class: 'button primary', type: 'submit' }, t('saveDraft')),
      draft && button(t('dropChange'), 'text', () => void drop()),
    ),
  );
  const save = async (): Promise<void> => {
    clearTimeout(wait);
    turn += 1;
    const made = change();
    if (Object.keys(made).length === 0) return drop();
    const answer = await call<DraftView>('PUT', `draft/changes/${encodeURIComponent(id)}`, made);
    status.textContent = '';
    news.show(answer.ok ? goodBox(t('saved'), h('a', { href: '#/draft' }, t('toDraft'))) : problemBox(answer.problem));
  };
  const drop = async (): Promise<void> => {
    const answer = await call<DraftView>('DELETE', `draft/changes/${encodeURIComponent(id)}`);
    if (answer.ok) location.hash = '#/draft';
    else news.show(problemBox(answer.problem));
  };
  const national = got.value.national as unknown as Local | null;
  return h(
    'main',
    { id: 'main' },
    back,
    heading(say(base.name)),
    h('p', { class: 'meta' }, `${t('authority')}：${say(authority)}　`, h('code', {}, id)),
    h('div', { class: 'two' }, form, national && aside(national)),
  );
}

const sorted = <T extends { id: string }>(all: readonly T[], first: readonly string[]): T[] =>
  [...all].sort((a, b) => Number(first.includes(b.id)) - Number(first.includes(a.id)));

const aside = (p: Local): HTMLElement =>
  h(
    'section',
    { class: 'panel wash' },
    h('h2', {}, t('nationalEntry')),
    h('p', {}, `${t('fee')}：${p.hasCost?.amount == null ? t('free') : `${p.hasCost.amount.toLocaleString()}${t('yen')}`}`),
    h('p', {}, `${t('desk')}：${p.department ?? '－'}`),
    h('p', {}, `${t('byWhen')}：${say(p.deadline['text'] as Said)}`),
    p.note && h('p', {}, say(p.note)),
  );
