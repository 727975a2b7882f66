// The signing password: 6 to 16 letters and digits, typed unseen; small letters count as capitals, as on every card program.
import { h } from './dom.ts';
import type { PinPad } from './pin-pad.ts';
import { secretForms } from './secret-forms.ts';
import { type Lang, type Text, texts } from './texts.ts';

export function makePasswordEntry(
  lang: Lang,
  describedBy: string,
  onPassword: (password: string) => void,
  submitText: Text = texts.pinSubmit,
): PinPad {
  const error = h('p', { class: 'field-error', id: 'pin-form-error', hidden: true }, texts.passwordForm[lang]);
  const input = h('input', {
    id: 'pin',
    class: 'text-input',
    type: 'password',
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    maxlength: '16',
    'aria-describedby': describedBy,
  });
  const submit = (event: Event) => {
    event.preventDefault();
    const password = input.value.normalize('NFKC').toUpperCase();
    if (!secretForms.sign.test(password)) {
      error.hidden = false;
      input.setAttribute('aria-describedby', `${describedBy} pin-form-error`);
      input.focus();
      return;
    }
    input.value = '';
    onPassword(password);
  };
  const element = h(
    'form',
    { class: 'pin-form', novalidate: true, submit },
    h('label', { for: 'pin' }, texts.passwordLabel[lang]),
    input,
    error,
    h('button', { type: 'submit', class: 'button primary wide' }, submitText[lang]),
  );
  return { element, focus: () => input.focus({ preventScroll: true }) };
}
