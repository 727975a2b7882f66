// The screens around a phone: what will happen, and the phone's own secrets. Pure, as `screens.ts`.
import type { Summary } from '../domain/dialog-api.ts';
import { h } from './dom.ts';
import { phoneTexts as words } from './phone-texts.ts';
import { secretForms } from './secret-forms.ts';
import { fill, type Lang, type Text } from './texts.ts';

export type NewSecrets = { readonly pin: string; readonly password: string };

/** What the person reads before the first secret. */
export function whatHappens(kind: 'phone' | 'phone-end', lang: Lang): readonly HTMLElement[] {
  const [lead, points, notes] =
    kind === 'phone' ? [words.lead, words.points, [words.sent, words.demo]] : [words.endLead, words.endPoints, [words.endWith]];
  return [
    h('p', { class: 'lead' }, lead[lang]),
    h('div', { class: 'panel' }, h('h2', {}, words.happens[lang]), h('ul', {}, ...points.map((point) => h('li', {}, point[lang])))),
    ...notes.map((note) => h('p', { class: 'note' }, note[lang])),
  ];
}

export const isAboutPhone = (summary: Summary): summary is Extract<Summary, { kind: 'phone' | 'phone-end' }> =>
  summary.kind === 'phone' || summary.kind === 'phone-end';

/** The phone's PIN and signing password, each twice, typed unseen. */
export function newSecretsForm(lang: Lang, onSecrets: (secrets: NewSecrets) => void): HTMLElement {
  const said = h('p', { class: 'field-error', id: 'said', role: 'status' });
  const field = (id: string, label: Text, form: 'pin' | 'password') => {
    const input = h('input', {
      ...{ id, class: 'text-input', type: 'password', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'said' },
      ...(form === 'pin' ? { inputmode: 'numeric', maxlength: '4' } : { autocapitalize: 'characters', maxlength: '16' }),
    });
    return { input, rows: [h('label', { for: id }, label[lang]), input] };
  };
  const pin = field('pin', words.newPin, 'pin');
  const pinAgain = field('pin-again', words.newPinAgain, 'pin');
  const password = field('password', words.newPassword, 'password');
  const passwordAgain = field('password-again', words.newPasswordAgain, 'password');
  const typed = ({ input }: ReturnType<typeof field>) => input.value.normalize('NFKC').toUpperCase();
  const refuse = (text: Text, { input }: ReturnType<typeof field>) => {
    said.textContent = text[lang];
    input.focus();
  };
  return h(
    'form',
    {
      class: 'pin-form',
      novalidate: true,
      submit: (event) => {
        event.preventDefault();
        if (!secretForms.auth.test(typed(pin))) return refuse(words.newForm, pin);
        if (typed(pin) !== typed(pinAgain)) return refuse(words.newDiffer, pinAgain);
        if (!secretForms.sign.test(typed(password))) return refuse(words.newForm, password);
        if (typed(password) !== typed(passwordAgain)) return refuse(words.newDiffer, passwordAgain);
        onSecrets({ pin: typed(pin), password: typed(password) });
      },
    },
    ...[pin, pinAgain, password, passwordAgain].flatMap(({ rows }) => rows),
    said,
    h('p', { class: 'note' }, words.newRules[lang]),
    h('button', { type: 'submit', class: 'button primary wide' }, words.submit[lang]),
  );
}

/** Why the authority said no, in its own words. */
export function refusal(facts: Readonly<Record<string, unknown>>, lang: Lang): readonly HTMLElement[] {
  const of = (name: string) => facts[`${name}${lang === 'ja' ? 'Ja' : 'En'}`];
  return ['title', 'reason', 'advice'].flatMap((name) => {
    const text = of(name);
    return typeof text === 'string' ? [h('p', {}, fill(text, {}))] : [];
  });
}
