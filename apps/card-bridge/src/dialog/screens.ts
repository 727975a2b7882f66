// What each step looks like. Pure: state in, elements out; `dialog.ts` decides what happens next.
import type { CardEntry } from '@shishobako/contracts/card-bridge';
import type { Look, Summary } from '../domain/dialog-api.ts';
import { h, icons } from './dom.ts';
import { makePasswordEntry } from './password-entry.ts';
import { isAboutPhone, type NewSecrets, newSecretsForm, refusal, whatHappens } from './phone-screens.ts';
import { phoneTexts } from './phone-texts.ts';
import { makePinPad } from './pin-pad.ts';
import { dateText, fill, type Lang, type Text, texts, troubles } from './texts.ts';

export type Screen =
  | { readonly at: 'waiting' }
  | { readonly at: 'pick'; readonly cards: readonly CardEntry[]; readonly about: Summary['kind'] }
  | { readonly at: 'confirm'; readonly summary: Summary; readonly card: CardEntry; readonly look: Look; readonly inTerminal: boolean }
  | {
      readonly at: 'pin';
      readonly about: Summary['kind'];
      readonly secret: 'pin' | 'password';
      readonly triesLeft: number;
      readonly wrong: boolean;
    }
  | { readonly at: 'terminal' }
  /** The secrets of the phone itself. */
  | { readonly at: 'new-secrets' }
  | { readonly at: 'signing'; readonly about: Summary['kind'] }
  | { readonly at: 'done'; readonly about: Summary['kind'] }
  | { readonly at: 'trouble'; readonly code: string; readonly facts: Readonly<Record<string, unknown>> };

export type Moves = {
  pick(card: CardEntry): void;
  toPin(): void;
  pin(pin: string): void;
  newSecrets(secrets: NewSecrets): void;
  toCards(): void;
  retry(): void;
  cancel(): void;
};

type Party = Summary['asker'];

const SOON = 92 * 86_400_000;

export function draw(screen: Screen, lang: Lang, moves: Moves): HTMLElement {
  const title = (text: Text, ...before: Node[]) => h('h1', { class: 'title', tabindex: '-1' }, ...before, text[lang]);
  const step = (n: number, about?: Summary['kind']) => {
    const all = about === 'phone' ? [1, 2, 3, 4, 5] : [1, 2, 3];
    return h(
      'div',
      { class: 'steps' },
      h('span', { class: 'visually-hidden' }, fill(texts.stepOf[lang], { n, all: all.length })),
      ...all.map((i) => h('span', { class: i <= n ? 'step reached' : 'step', 'aria-hidden': 'true' })),
    );
  };
  const secondary = (text: Text, click: () => void) => h('button', { type: 'button', class: 'button plain', click }, text[lang]);

  switch (screen.at) {
    case 'waiting':
    case 'signing': {
      const phone = screen.at === 'signing' && screen.about === 'phone';
      const text = screen.at === 'waiting' ? texts.waiting : phone ? phoneTexts.working : texts.signing;
      return h(
        'section',
        { class: 'screen centred', role: 'status' },
        h('div', { class: 'busy', 'aria-hidden': 'true' }, icons.card()),
        title(text),
        screen.at === 'signing' && h('p', {}, (phone ? phoneTexts.workingNote : texts.signingNote)[lang]),
      );
    }

    case 'terminal':
      return h(
        'section',
        { class: 'screen', role: 'status' },
        step(3),
        title(texts.terminalTitle),
        h('p', { class: 'lead' }, texts.terminalLead[lang]),
        h('div', { class: 'actions' }, secondary(texts.cancel, moves.cancel)),
      );

    case 'done':
      return h(
        'section',
        { class: 'screen centred' },
        h('div', { class: 'mark good' }, icons.done()),
        title(screen.about === 'phone' ? phoneTexts.done : screen.about === 'phone-end' ? phoneTexts.endDone : texts.done),
        h('p', {}, texts.doneNote[lang]),
      );

    case 'pick':
      return h(
        'section',
        { class: 'screen' },
        step(1, screen.about),
        title(screen.about === 'phone' ? phoneTexts.pickCard : screen.about === 'phone-end' ? phoneTexts.endPick : texts.pickTitle),
        h('ul', { class: 'cards' }, ...screen.cards.map((card) => h('li', {}, cardButton(card, lang, moves)))),
        h('div', { class: 'actions' }, secondary(texts.cancel, moves.cancel)),
      );

    case 'confirm': {
      const { summary, card, look } = screen;
      const document = summary.kind === 'document';
      const phone = isAboutPhone(summary);
      const validity = look.notAfter !== null && {
        soon: Date.parse(look.notAfter) - Date.now() < SOON,
        date: dateText(lang, look.notAfter),
      };
      const party = ({ origin, name }: Party) =>
        h(
          'span',
          { class: 'party' },
          name && h('span', { class: 'party-name' }, name[lang]),
          h('code', {}, origin.replace(/^https?:\/\//, '')),
        );
      const row = (label: Text, ...value: Node[]) => h('div', { class: 'row' }, h('dt', {}, label[lang]), h('dd', {}, ...value));
      const what = document
        ? [
            row(texts.documentTitle, h('span', { class: 'party-name' }, summary.title)),
            row(texts.documentDigest, h('code', { class: 'digest' }, summary.sha256.replace(/(.{4})(?=.)/g, '$1 '))),
          ]
        : summary.kind === 'statement'
          ? [row(texts.confirmWhat, h('span', {}, texts.purpose[summary.purpose][lang]))]
          : [];
      return h(
        'section',
        { class: 'screen' },
        step(2, summary.kind),
        title(
          phone
            ? summary.kind === 'phone'
              ? phoneTexts.title
              : phoneTexts.endTitle
            : document
              ? texts.documentConfirm
              : texts.confirmTitle,
        ),
        ...(phone
          ? whatHappens(summary.kind, lang)
          : [h('p', { class: 'lead' }, (document ? texts.documentLead : texts.confirmLead[summary.purpose])[lang])]),
        h(
          'dl',
          { class: 'rows' },
          ...(document ? what : []),
          row(texts.confirmWho, party(summary.asker)),
          ...(document ? [] : what),
          row(texts.confirmFor, ...summary.receivers.map(party)),
          row(
            texts.confirmCard,
            h(
              'span',
              { class: 'party' },
              h('span', { class: 'party-name' }, card.label[lang]),
              validity &&
                h(
                  'span',
                  { class: validity.soon ? 'soon' : 'note' },
                  fill((validity.soon ? texts.confirmSoon : texts.confirmValid)[lang], { date: validity.date }),
                ),
            ),
          ),
        ),
        !phone && h('p', { class: 'note' }, (document ? texts.documentNames : texts.confirmNot)[lang]),
        h(
          'div',
          { class: 'actions' },
          h(
            'button',
            { type: 'button', class: 'button primary wide', click: moves.toPin },
            (screen.inTerminal ? texts.confirmNextTerminal : document || summary.kind === 'phone' ? texts.documentNext : texts.confirmNext)[
              lang
            ],
          ),
          secondary(texts.back, moves.toCards),
          secondary(texts.cancel, moves.cancel),
        ),
      );
    }

    case 'pin': {
      const { secret, triesLeft, wrong, about } = screen;
      const password = secret === 'password';
      const left = (triesLeft === 1 ? texts.pinWrongLast : texts.pinWrongMore)[lang];
      const entry = (password ? makePasswordEntry : makePinPad)(lang, 'pin-lead pin-tries', moves.pin, submitOf(about));
      return h(
        'section',
        { class: 'screen' },
        step(about === 'phone' && !password ? 4 : 3, about),
        title(password ? texts.passwordTitle : texts.pinTitle),
        h(
          'p',
          { class: 'lead', id: 'pin-lead' },
          (password ? texts.passwordLead : about === 'phone' ? phoneTexts.pinLead : texts.pinLead)[lang],
        ),
        wrong || triesLeft < (password ? 5 : 3)
          ? h(
              'div',
              { class: 'alert', role: 'alert', id: 'pin-tries' },
              icons.alert(),
              h('p', {}, wrong && h('strong', {}, (password ? texts.passwordWrong : texts.pinWrong)[lang]), fill(left, { n: triesLeft })),
            )
          : h('p', { class: 'note', id: 'pin-tries' }, fill(texts.pinTries[lang], { n: triesLeft })),
        entry.element,
        h('div', { class: 'actions' }, secondary(texts.back, moves.toCards), secondary(texts.cancel, moves.cancel)),
      );
    }

    case 'new-secrets':
      return h(
        'section',
        { class: 'screen' },
        step(5, 'phone'),
        title(phoneTexts.newTitle),
        h('p', { class: 'lead' }, phoneTexts.newLead[lang]),
        newSecretsForm(lang, moves.newSecrets),
        h('div', { class: 'actions' }, secondary(texts.back, moves.toCards), secondary(texts.cancel, moves.cancel)),
      );

    case 'trouble': {
      const trouble = troubles[screen.code] ?? troubles['bridge-error'];
      if (!trouble) throw new Error('no text for a trouble');
      const notAfter = screen.facts['notAfter'];
      const values = { date: typeof notAfter === 'string' ? dateText(lang, notAfter) : '' };
      const [label, move] = {
        retry: [texts.retry, moves.retry],
        cards: [texts.chooseAgain, moves.toCards],
        close: [texts.close, moves.cancel],
      }[trouble.action] as [Text, () => void];
      return h(
        'section',
        { class: 'screen', role: 'alert' },
        title(trouble.title, h('span', { class: 'mark bad' }, icons.stop())),
        ...trouble.body.map((text) => h('p', {}, fill(text[lang], values))),
        ...(screen.code === 'authority-refused' ? refusal(screen.facts, lang) : []),
        trouble.list &&
          h(
            'div',
            { class: 'panel' },
            h('h2', {}, trouble.list.title[lang]),
            h('ul', {}, ...trouble.list.items.map((item) => h('li', {}, item[lang]))),
          ),
        h(
          'div',
          { class: 'actions' },
          h('button', { type: 'button', class: 'button primary wide', click: move }, label[lang]),
          trouble.action !== 'close' && secondary(texts.cancel, moves.cancel),
        ),
      );
    }
  }
}

/** What the button under the secret says it does. */
const submitOf = (about: Summary['kind']): Text =>
  about === 'phone' ? texts.next : about === 'phone-end' ? phoneTexts.endSubmit : texts.pinSubmit;

function cardButton(card: CardEntry, lang: Lang, moves: Moves): HTMLElement {
  const virtual = card.device === 'phone' ? phoneTexts.pickPhone : texts.pickVirtual;
  const note = card.present ? (card.kind === 'virtual' ? virtual : texts.pickReader) : texts.pickAbsent;
  return h(
    'button',
    { type: 'button', class: card.present ? 'card' : 'card absent', click: () => moves.pick(card) },
    h('span', { class: card.device ? 'card-face phone-face' : 'card-face' }, card.device ? icons.phone() : icons.card()),
    h('span', { class: 'card-text' }, h('span', { class: 'card-label' }, card.label[lang]), h('span', { class: 'note' }, note[lang])),
    icons.next(),
  );
}
