// Allows one more page to ask for the card: names it, takes the code of the terminal, says what allowing means.
import { h } from './dom.ts';
import { fill, type Lang, type Text, t } from './texts.ts';

const words = {
  title: t('この画面にカードの利用を許可しますか', 'Allow this page to use your card?'),
  lead: t(
    '許可すると、この画面は「カードで署名してください」とたのめるようになります。署名のたびに、内容の確認と暗証番号が必要です。',
    'It may then ask you to sign with your card. Each signature still needs your look at it and your PIN.',
  ),
  label: t('カードソフトに表示された番号（8桁）', 'Code shown by the card program (8 digits)'),
  hint: t('番号は一度だけ、10分間使えます。', 'The code works once, for ten minutes.'),
  allow: t('許可する', 'Allow'),
  done: t('許可しました。この窓を閉じて、もとの画面にもどってください。', 'Allowed. Close this window and go back to the page.'),
  wrong: t('番号がちがいます。あと{n}回ためせます。', 'That code is not right. You can try {n} more times.'),
  none: t(
    '使える番号がありません。カードソフトで新しい番号を出してください。',
    'There is no code to use. Make a new one in the card program.',
  ),
  form: t('数字を8つ入れてください。', 'Enter eight digits.'),
  noOrigin: t('許可する画面が指定されていません。もとの画面からやりなおしてください。', 'No page was named. Start again from the page.'),
  other: t('English', '日本語'),
};

const app = document.querySelector('#app') as HTMLElement;
const parameters = new URLSearchParams(location.search);
let lang: Lang = document.body.dataset['lang'] === 'en' ? 'en' : 'ja';
let message: { readonly text: Text; readonly n?: number; readonly good?: boolean } | undefined;
const origin = originOf(parameters.get('origin'));

function originOf(text: string | null): string | undefined {
  return text !== null && URL.canParse(text) && new URL(text).origin === text ? text : undefined;
}

async function allow(code: string): Promise<void> {
  if (!/^[0-9]{8}$/.test(code)) return say(words.form);
  const response = await fetch('/dialog/pairings', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ origin, code }),
  });
  if (response.ok) return say(words.done, undefined, true);
  const problem = await response.json();
  const left = problem.facts?.triesLeft;
  if (problem.code === 'wrong-pairing-code' && left > 0) say(words.wrong, left);
  else say(words.none);
}

function say(text: Text, n?: number, good?: boolean): void {
  message = { text, ...(n !== undefined && { n }), ...(good && { good }) };
  draw();
  (app.querySelector('#code') as HTMLElement | null)?.focus();
}

function draw(): void {
  document.documentElement.lang = lang;
  const other: Lang = lang === 'ja' ? 'en' : 'ja';
  const turn = (event: Event) => {
    event.preventDefault();
    lang = other;
    draw();
  };
  const code = h('input', {
    id: 'code',
    class: 'text-input',
    inputmode: 'numeric',
    autocomplete: 'off',
    maxlength: '8',
    'aria-describedby': 'hint said',
  });
  const submit = (event: Event) => {
    event.preventDefault();
    void allow(code.value.normalize('NFKC').trim());
  };
  const said = message && fill(message.text[lang], { n: message.n ?? '' });
  app.replaceChildren(
    h('header', { class: 'head' }, h('span'), h('a', { href: '#', class: 'language', lang: other, click: turn }, words.other[lang])),
    h(
      'main',
      { class: 'screen' },
      h('h1', { class: 'title' }, words.title[lang]),
      origin ? h('p', { class: 'asked-origin' }, h('code', {}, origin)) : h('p', { role: 'alert' }, words.noOrigin[lang]),
      h('p', {}, words.lead[lang]),
      h('p', { id: 'said', role: 'status', class: message && !message.good ? 'field-error' : 'note' }, said),
      origin &&
        !message?.good &&
        h(
          'form',
          { class: 'pin-form', novalidate: true, submit },
          h('label', { for: 'code' }, words.label[lang]),
          code,
          h('p', { class: 'note', id: 'hint' }, words.hint[lang]),
          h('button', { type: 'submit', class: 'button primary wide' }, words.allow[lang]),
        ),
    ),
  );
}
draw();
