// Changes a PIN or the signing password: the card, the old one, the new one twice. Nothing leaves this computer.
import { makeBridgeCalls } from './bridge-calls.ts';
import { h } from './dom.ts';
import { sealPin } from './seal-pin.ts';
import { secretForms } from './secret-forms.ts';
import { fill, type Lang, type Text, t } from './texts.ts';

const words = {
  title: t('暗証番号を変える', 'Change a PIN'),
  lead: t(
    'この端末のカードソフトの画面です。入力はどの機関にも送られません。',
    'This is the card program on this device. What you type is sent to no one.',
  ),
  card: t('カード', 'Card'),
  which: t('変えるもの', 'What to change'),
  auth: t('利用者証明用の暗証番号（数字4桁）', 'PIN for user authentication (four digits)'),
  sign: t('署名用電子証明書の暗証番号（英数字6〜16桁）', 'Signing password (6 to 16 letters and digits)'),
  tries: t('まちがえられるのは、あと{n}回です。', '{n} wrong entries are left.'),
  locked: t('ロックされています。市区町村の窓口で解除できます。', 'It is locked. Your municipal office can unlock it.'),
  old: t('いまの番号', 'Current one'),
  fresh: t('新しい番号', 'New one'),
  again: t('新しい番号（もう一度）', 'New one, once more'),
  rules: t('生年月日や同じ数字の並びは避けてください。', 'Avoid your birth date and repeated digits.'),
  go: t('変更する', 'Change'),
  form: t('決められた桁数で入れてください。カードの回数は減っていません。', 'Use the form given. No try was spent.'),
  differ: t('新しい番号が2つでちがいます。もう一度入れてください。', 'The two new entries differ. Enter them again.'),
  same: t('いまの番号と同じです。別の番号にしてください。', 'The new one is the same as the current one. Choose another.'),
  wrong: t(
    'いまの番号がちがいます。あと{n}回まちがえるとロックされます。',
    'The current one is not right. After {n} more wrong entries it is locked.',
  ),
  done: t('変更しました。次から新しい番号を使ってください。', 'Changed. Use the new one from now on.'),
  ended: t('時間が切れました。ページを開きなおしてください。', 'The page has run out of time. Open it again.'),
  trouble: t(
    'カードを読めませんでした。カードを置いて、もう一度ためしてください。',
    'The card could not be read. Put it on the reader and try again.',
  ),
  other: t('English', '日本語'),
};

type Which = 'auth' | 'sign';
const app = document.querySelector('#app') as HTMLElement;
const { token = '', key = '', lang: shown } = document.body.dataset;
const calls = makeBridgeCalls(token);
let lang: Lang = shown === 'en' ? 'en' : 'ja';
let cards: readonly { id: string; label: Text }[] = [];
let card = '';
let which: Which = 'auth';
let tries: { auth: number; sign: number } | undefined;
let message: { text: Text; n?: number; good?: boolean } | undefined;

async function lookAtCard(): Promise<void> {
  const answer = await calls.tries(card);
  tries = answer.ok ? answer.value : undefined;
  if (!answer.ok) message = { text: answer.fault.code === 'dialog-ended' ? words.ended : words.trouble };
  draw();
}

async function change(old: string, fresh: string, again: string): Promise<void> {
  if (!secretForms[which].test(old) || !secretForms[which].test(fresh)) return say({ text: words.form });
  if (fresh !== again) return say({ text: words.differ });
  if (fresh === old) return say({ text: words.same });
  const answer = await calls.changePin({ card, which, pin: await sealPin(key, old), newPin: await sealPin(key, fresh) });
  const left = answer.ok ? undefined : answer.fault.facts['triesLeft'];
  if (answer.ok) message = { text: words.done, good: true };
  else if (answer.fault.code === 'wrong-pin' && typeof left === 'number' && left > 0) message = { text: words.wrong, n: left };
  else if (answer.fault.code === 'dialog-ended') message = { text: words.ended };
  else message = { text: answer.fault.code === 'locked' || left === 0 ? words.locked : words.trouble };
  const answered = message;
  await lookAtCard();
  say(answered);
}

function say(next: NonNullable<typeof message>): void {
  message = next;
  draw();
  app.querySelector<HTMLElement>(next.good ? '#said' : '#old')?.focus();
}

const entry = (id: string, label: Text) => [
  h('label', { for: id }, label[lang]),
  h('input', {
    ...{ id, class: 'text-input', type: 'password', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'said' },
    ...(which === 'auth' ? { inputmode: 'numeric', maxlength: '4' } : { autocapitalize: 'characters', maxlength: '16' }),
  }),
];
const typedIn = (id: string) => (app.querySelector(`#${id}`) as HTMLInputElement).value.normalize('NFKC').toUpperCase();

function choice<T extends string>(
  id: string,
  label: Text,
  value: T,
  options: readonly { value: T; label: string }[],
  onChoose: (value: T) => void,
) {
  const select = h(
    'select',
    { id, class: 'text-input', change: () => onChoose(select.value as T) },
    ...options.map((o) => h('option', { value: o.value, selected: o.value === value }, o.label)),
  );
  return [h('label', { for: id }, label[lang]), select];
}

function draw(): void {
  document.documentElement.lang = lang;
  const other: Lang = lang === 'ja' ? 'en' : 'ja';
  const turn = (event: Event) => {
    event.preventDefault();
    lang = other;
    draw();
  };
  const left = tries?.[which];
  const submit = (event: Event) => {
    event.preventDefault();
    void change(typedIn('old'), typedIn('fresh'), typedIn('again'));
  };
  const choose = (next: () => void) => {
    next();
    message = undefined;
    void lookAtCard();
  };
  app.replaceChildren(
    h('header', { class: 'head' }, h('span'), h('a', { href: '#', class: 'language', lang: other, click: turn }, words.other[lang])),
    h(
      'main',
      { class: 'screen' },
      h('h1', { class: 'title' }, words.title[lang]),
      h('p', {}, words.lead[lang]),
      h(
        'form',
        { class: 'pin-form', novalidate: true, submit },
        ...choice(
          'card',
          words.card,
          card,
          cards.map((c) => ({ value: c.id, label: c.label[lang] })),
          (id) => choose(() => (card = id)),
        ),
        ...choice<Which>(
          'which',
          words.which,
          which,
          (['auth', 'sign'] as const).map((value) => ({ value, label: words[value][lang] })),
          (next) => choose(() => (which = next)),
        ),
        left !== undefined && h('p', { class: 'note' }, left === 0 ? words.locked[lang] : fill(words.tries[lang], { n: left })),
        h(
          'p',
          { id: 'said', role: 'status', tabindex: '-1', class: message && !message.good ? 'field-error' : 'note' },
          message && fill(message.text[lang], { n: message.n ?? '' }),
        ),
        ...(left === 0 ? [] : [...entry('old', words.old), ...entry('fresh', words.fresh), ...entry('again', words.again)]),
        left !== 0 && h('p', { class: 'note' }, words.rules[lang]),
        left !== 0 && h('button', { type: 'submit', class: 'button primary wide' }, words.go[lang]),
      ),
    ),
  );
}

draw();
const listed = await calls.cards();
cards = listed.ok ? listed.value.cards.filter((c) => c.present) : [];
card = cards[0]?.id ?? '';
await lookAtCard();
