// The dialog's course: request → card → what will be signed → PIN → signature. One request, one card at a time, one way on per screen.
import type { CardDialogReason, CardEntry } from '@shishobako/contracts/card-bridge';
import type { CardRequest } from '@shishobako/contracts/card-statement';
import type { Look, Summary } from '../domain/dialog-api.ts';
import { type Fault, makeBridgeCalls } from './bridge-calls.ts';
import { h } from './dom.ts';
import { listenToParent } from './parent-page.ts';
import { draw, type Moves, type Screen } from './screens.ts';
import { sealPin } from './seal-pin.ts';
import { type Lang, texts } from './texts.ts';

const { token = '', key = '', origins = '', lang: firstLang } = document.body.dataset;
const app = document.querySelector('#app') as HTMLElement;
const bridge = makeBridgeCalls(token);

let lang: Lang = firstLang === 'en' ? 'en' : 'ja';
let screen: Screen = { at: 'waiting' };
let summary: Summary | undefined;
let card: CardEntry | undefined;
let look: Look | undefined;
let polling: ReturnType<typeof setTimeout> | undefined;

const parent = listenToParent(origins.split(' '), async ({ origin, request }) => {
  const asked = await bridge.ask(origin, request as CardRequest);
  if (!asked.ok) return show(trouble(asked.fault.code === 'request.invalid' ? { code: 'bad-request', facts: {} } : asked.fault));
  summary = asked.value;
  await moves.toCards();
});

const trouble = ({ code, facts }: Fault): Screen => ({ at: 'trouble', code, facts });
const reasons: readonly CardDialogReason[] = [
  'no-card',
  'card-removed',
  'locked',
  'expired-certificate',
  'no-certificate',
  'other-card',
  'not-paired',
  'bad-request',
];

const moves = {
  async toCards() {
    if (!summary) return;
    const list = await bridge.cards();
    if (!list.ok) return show(trouble(list.fault));
    show(
      list.value.cards.some(({ present }) => present) ? { at: 'pick', cards: list.value.cards } : trouble({ code: 'no-card', facts: {} }),
    );
  },
  async pick(chosen) {
    if (!summary) return;
    card = chosen;
    const looked = await bridge.look(chosen.id);
    if (!looked.ok) return show(trouble(looked.fault));
    look = looked.value;
    show(look.triesLeft === 0 ? trouble({ code: 'locked', facts: {} }) : { at: 'confirm', summary, card, look });
  },
  toPin: () => look && show({ at: 'pin', triesLeft: look.triesLeft, wrong: false }),
  async pin(pin) {
    if (!card) return;
    const sealed = await sealPin(key, pin);
    show({ at: 'signing' });
    const signed = await bridge.sign(card.id, sealed);
    if (signed.ok) {
      show({ at: 'done' });
      return parent.send({ type: 'shishobako.card.result', ...signed.value });
    }
    const { code, facts } = signed.fault;
    const left = facts['triesLeft'];
    show(code === 'wrong-pin' && typeof left === 'number' ? { at: 'pin', triesLeft: left, wrong: true } : trouble(signed.fault));
  },
  retry: () => (summary ? moves.toCards() : location.reload()),
  cancel() {
    const code = screen.at === 'trouble' ? screen.code : 'closed';
    parent.send({
      type: 'shishobako.card.cancelled',
      reason: screen.at !== 'trouble' ? 'closed' : (reasons.find((r) => r === code) ?? 'bridge-error'),
    });
  },
} satisfies Moves & Record<string, unknown>;

/** While no card lies there, look again by itself: putting the card down is the way on. */
function poll(): void {
  clearTimeout(polling);
  if (screen.at !== 'pick' && !(screen.at === 'trouble' && screen.code === 'no-card')) return;
  polling = setTimeout(async () => {
    const before = screen;
    const list = await bridge.cards();
    if (screen !== before) return;
    const shown = before.at === 'pick' ? before.cards : [];
    if (list.ok && JSON.stringify(list.value.cards) !== JSON.stringify(shown) && list.value.cards.some(({ present }) => present)) {
      show({ at: 'pick', cards: list.value.cards });
    } else if (list.ok && before.at === 'pick' && !list.value.cards.some(({ present }) => present)) {
      show(trouble({ code: 'no-card', facts: {} }));
    } else poll();
  }, 1500);
}

function show(next: Screen): void {
  screen = next;
  render();
  (app.querySelector(screen.at === 'pin' ? '#pin' : 'h1') as HTMLElement | null)?.focus({ preventScroll: true });
  poll();
}

function render(): void {
  document.documentElement.lang = lang;
  const other: Lang = lang === 'ja' ? 'en' : 'ja';
  const language = h(
    'a',
    {
      href: `?lang=${other}`,
      class: 'language',
      lang: other,
      hreflang: other,
      click: (event) => {
        event.preventDefault();
        lang = other;
        render();
        (app.querySelector('.language') as HTMLElement).focus();
      },
    },
    texts.otherLanguage[lang],
  );
  app.replaceChildren(
    h(
      'header',
      { class: 'head' },
      h('p', { class: 'program' }, h('strong', {}, texts.program[lang]), h('span', {}, texts.programNote[lang])),
      language,
    ),
    h('main', {}, draw(screen, lang, moves)),
  );
}

new ResizeObserver(() =>
  parent.send({ type: 'shishobako.card.size', height: Math.min(4000, Math.ceil(app.getBoundingClientRect().height)) }),
).observe(app);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && screen.at !== 'signing' && screen.at !== 'done') moves.cancel();
});
show(parent.present ? screen : trouble({ code: 'not-asked', facts: {} }));
