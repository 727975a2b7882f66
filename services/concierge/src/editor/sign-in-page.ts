// Sign-in with clerk id and password.
import type { OperatorSession } from '@shishobako/contracts/concierge-api';
import { call } from './calls.ts';
import { field, h } from './dom.ts';
import { heading, newsPlace, problemBox } from './page-frame.ts';
import { state } from './state.ts';
import { t } from './texts.ts';

export function signInPage(done: () => void): HTMLElement {
  const news = newsPlace();
  const id = h('input', { type: 'text', autocomplete: 'username', required: true, autocapitalize: 'off', spellcheck: 'false' });
  const password = h('input', { type: 'password', autocomplete: 'current-password', required: true });
  const submit = (event: Event): void => {
    event.preventDefault();
    void call<OperatorSession>('POST', 'session', { id: id.value.trim(), password: password.value }).then((answer) => {
      if (!answer.ok) return news.show(problemBox(answer.problem));
      state.session = answer.value;
      done();
    });
  };
  return h(
    'main',
    { class: 'narrow', id: 'main' },
    heading(t('signIn')),
    news.element,
    h(
      'form',
      { submit },
      field(t('clerkId'), id),
      field(t('password'), password),
      h('button', { class: 'button primary', type: 'submit' }, t('signIn')),
    ),
  );
}
