// Four digits by pad or keyboard. The entry is a password field: its value is never drawn, only how many digits there are.
import { h, icons } from './dom.ts';
import { fill, type Lang, type Text, texts } from './texts.ts';

export type PinPad = { readonly element: HTMLElement; focus(): void };

export function makePinPad(lang: Lang, describedBy: string, onPin: (pin: string) => void, submitText: Text = texts.pinSubmit): PinPad {
  const dots = [0, 1, 2, 3].map(() => h('span', { class: 'dot' }));
  const count = h('p', { class: 'visually-hidden', role: 'status' });
  const error = h('p', { class: 'field-error', id: 'pin-form-error', hidden: true }, texts.pinForm[lang]);
  const input = h('input', {
    id: 'pin',
    class: 'pin-input',
    type: 'password',
    inputmode: 'numeric',
    autocomplete: 'off',
    maxlength: '4',
    'aria-describedby': describedBy,
    input: () => draw(),
  });

  function draw(): void {
    const digits = input.value
      .normalize('NFKC')
      .replace(/[^0-9]/g, '')
      .slice(0, 4);
    if (digits !== input.value) input.value = digits;
    for (const [i, dot] of dots.entries()) dot.classList.toggle('filled', i < digits.length);
    count.textContent = digits.length ? fill(texts.pinCount[lang], { n: digits.length }) : '';
    if (digits.length === 4) error.hidden = true;
  }
  const put = (value: string) => {
    input.value = value;
    draw();
  };
  const submit = () => {
    const pin = input.value;
    if (pin.length !== 4) {
      error.hidden = false;
      input.setAttribute('aria-describedby', `${describedBy} pin-form-error`);
      input.focus();
      return;
    }
    put('');
    onPin(pin);
  };

  const digit = (n: string) => h('button', { type: 'button', class: 'key', click: () => put((input.value + n).slice(0, 4)) }, n);
  const form = h(
    'form',
    {
      class: 'pin-form',
      novalidate: true,
      keydown: (event) => {
        const { key, target } = event as KeyboardEvent;
        if (target === input || (!/^[0-9]$/.test(key) && key !== 'Backspace')) return;
        event.preventDefault();
        put(key === 'Backspace' ? input.value.slice(0, -1) : (input.value + key).slice(0, 4));
      },
      submit: (event) => {
        event.preventDefault();
        submit();
      },
    },
    h('label', { for: 'pin', class: 'pin-label' }, texts.pinLabel[lang]),
    h('div', { class: 'pin-field' }, input, h('div', { class: 'dots', 'aria-hidden': 'true' }, ...dots)),
    error,
    count,
    h(
      'div',
      { class: 'keys', role: 'group', 'aria-label': texts.pinLabel[lang] },
      ...['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(digit),
      h('button', { type: 'button', class: 'key key-word', click: () => put('') }, texts.pinClear[lang]),
      digit('0'),
      h(
        'button',
        { type: 'button', class: 'key', 'aria-label': texts.pinErase[lang], click: () => put(input.value.slice(0, -1)) },
        icons.erase(),
      ),
    ),
    h('button', { type: 'submit', class: 'button primary wide' }, submitText[lang]),
  );
  return { element: form, focus: () => input.focus({ preventScroll: true }) };
}
