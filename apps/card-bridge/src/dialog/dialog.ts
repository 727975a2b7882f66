// The dialog's course: request → card → what will be signed → PIN → signature. One request, one card at a time, one way on per screen.
import type { CardDialogReason, CardEntry, CardList } from '@shishobako/contracts/card-bridge';
import type { SignedCardStatement } from '@shishobako/contracts/card-statement';
import type { SignedDocumentStatement } from '@shishobako/contracts/document-statement';
import type { Look, Summary } from '../domain/dialog-api.ts';
import { type Fault, makeBridgeCalls } from './bridge-calls.ts';
import { h } from './dom.ts';
import { listenToParent } from './parent-page.ts';
import { draw, type Moves, type Screen } from './screens.ts';
import { type SealedPin, sealPin } from './seal-pin.ts';
import { type Lang, texts } from './texts.ts';

const { token = '', key = '', origins = '', lang: firstLang, entry } = document.body.dataset;
const app = document.querySelector('#app') as HTMLElement;
const bridge = makeBridgeCalls(token);
/** The PIN is typed where the bridge was started, not here. */
const inTerminal = entry === 'terminal';

let lang: Lang = firstLang === 'en' ? 'en' : 'ja';
let screen: Screen = { at: 'waiting' };
let summary: Summary | undefined;
let card: CardEntry | undefined;
let look: Look | undefined;
let polling: ReturnType<typeof setTimeout> | undefined;

const parent = listenToParent(origins.split(' '), async ({ origin, asked: what }) => {
  const asked = await bridge.ask(origin, what);
  if (!asked.ok) return show(trouble(asked.fault.code === 'request.invalid' ? { code: 'bad-request', facts: {} } : asked.fault));
  summary = asked.value;
  await moves.toCards();
});

/** What is asked for first; a phone takes the PIN after it. */
const firstSecret = () => (summary?.kind === 'document' || summary?.kind === 'phone' ? 'password' : 'pin');
const about = (): Summary['kind'] => summary?.kind ?? 'statement';
const secretOf = (facts: Fault['facts']) => (facts['secret'] === 'auth' ? 'pin' : facts['secret'] === 'sign' ? 'password' : firstSecret());
const trouble = ({ code, facts }: Fault): Screen => ({
  at: 'trouble',
  code: secretOf(facts) === 'password' && (code === 'locked' || code === 'no-certificate') ? `${code}-sign` : code,
  facts,
});
/** Of a phone: sealed as soon as typed, sent together. */
let sealedSoFar: { password?: SealedPin; pin?: SealedPin; phonePin?: SealedPin; phonePassword?: SealedPin } = {};
const isDocument = (signed: SignedCardStatement | SignedDocumentStatement): signed is SignedDocumentStatement =>
  signed.statement.v === 'epob-document-v1';
const reasonOf = (code: string): CardDialogReason => {
  const reason = CARD_REASONS.find((known) => known === code || `${known}-sign` === code);
  if (code === 'stopped') return 'closed';
  return reason ?? (code === 'no-service' || code === 'no-module' ? 'no-reader' : 'bridge-error');
};
const CARD_REASONS: readonly CardDialogReason[] = [
  'no-reader',
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
    show(list.ok ? atCards(list.value) : trouble(list.fault));
  },
  async pick(chosen) {
    if (!summary) return;
    card = chosen;
    sealedSoFar = {};
    const looked = await bridge.look(chosen.id);
    if (!looked.ok) return show(trouble(looked.fault));
    look = looked.value;
    if (look.triesLeft === 0) return show(trouble({ code: 'locked', facts: {} }));
    if (look.pinTriesLeft === 0) return show(trouble({ code: 'locked', facts: { secret: 'auth' } }));
    show({ at: 'confirm', summary, card, look, inTerminal });
  },
  toPin: () => {
    if (inTerminal) return moves.signed({ at: 'terminal' });
    return look && show({ at: 'pin', about: about(), secret: firstSecret(), triesLeft: look.triesLeft, wrong: false });
  },
  async pin(pin) {
    const sealed = await sealPin(key, pin);
    if (summary?.kind === 'phone') return nextForPhone(sealed);
    if (summary?.kind === 'phone-end') return endPhone(sealed);
    return moves.signed({ at: 'signing', about: about() }, sealed);
  },
  /** Without a sealed PIN the bridge asks in its terminal. */
  async signed(meanwhile: Screen, sealed?: SealedPin) {
    if (!card) return;
    show(meanwhile);
    const signed = await bridge.sign(card.id, sealed);
    if (signed.ok) {
      show({ at: 'done', about: about() });
      return parent.send(
        isDocument(signed.value)
          ? { type: 'shishobako.card.document-result', ...signed.value }
          : { type: 'shishobako.card.result', ...signed.value },
      );
    }
    showFault(signed.fault);
  },
  async newSecrets({ pin, password }) {
    sealedSoFar = { ...sealedSoFar, phonePin: await sealPin(key, pin), phonePassword: await sealPin(key, password) };
    await putOnPhone();
  },
  retry: () => (summary ? moves.toCards() : location.reload()),
  cancel: () => parent.send({ type: 'shishobako.card.cancelled', reason: screen.at === 'trouble' ? reasonOf(screen.code) : 'closed' }),
} satisfies Moves & Record<string, unknown>;

/** Wrong: the same secret once more, with what is left. */
function showFault(fault: Fault): void {
  const left = fault.facts['triesLeft'];
  const wrong = fault.code === 'wrong-pin' && typeof left === 'number';
  show(wrong ? { at: 'pin', about: about(), secret: secretOf(fault.facts), triesLeft: left, wrong: true } : trouble(fault));
}

/** Password, PIN, the phone's own secrets; after a wrong one only that is asked again. */
async function nextForPhone(sealed: SealedPin): Promise<void> {
  const secret = screen.at === 'pin' ? screen.secret : 'pin';
  sealedSoFar = { ...sealedSoFar, [secret]: sealed };
  if (!sealedSoFar.pin) return show({ at: 'pin', about: 'phone', secret: 'pin', triesLeft: look?.pinTriesLeft ?? 3, wrong: false });
  if (!sealedSoFar.phonePin) return show({ at: 'new-secrets' });
  await putOnPhone();
}

async function endPhone(pin: SealedPin): Promise<void> {
  if (!card) return;
  show({ at: 'signing', about: 'phone-end' });
  const ended = await bridge.endPhone(card.id, pin);
  if (!ended.ok) return showFault(ended.fault);
  show({ at: 'done', about: 'phone-end' });
  parent.send({ type: 'shishobako.card.phone-end-result', ...ended.value });
}

async function putOnPhone(): Promise<void> {
  const { password, pin, phonePin, phonePassword } = sealedSoFar;
  if (!card || !password || !pin || !phonePin || !phonePassword) return moves.toCards();
  show({ at: 'signing', about: 'phone' });
  const made = await bridge.putOnPhone(card.id, { password, pin, phonePin, phonePassword });
  if (!made.ok) return showFault(made.fault);
  sealedSoFar = {};
  show({ at: 'done', about: 'phone' });
  parent.send({ type: 'shishobako.card.phone-result', ...made.value });
}

/** Cards to pick from, or why there are none: no reader, no service for readers, nothing on the reader. */
function atCards({ cards: all, readers }: CardList): Screen {
  // Agencies take signatures of cards alone, and a phone is applied for with a card.
  const cardsOnly = summary?.kind === 'phone' || summary?.kind === 'document';
  const cards = cardsOnly ? all.filter(({ device }) => device !== 'phone') : all;
  if (cards.some(({ present }) => present)) return { at: 'pick', cards, about: about() };
  const code = cards.length > 0 || readers === 'off' ? 'no-card' : readers === 'running' ? 'no-reader' : readers;
  return trouble({ code, facts: {} });
}

const waiting: readonly string[] = ['no-card', 'no-reader', 'no-service'];

/** While the person is at the cards, look again by itself: putting the card down is the way on. */
function poll(): void {
  clearTimeout(polling);
  if (screen.at !== 'pick' && !(screen.at === 'trouble' && waiting.includes(screen.code))) return;
  polling = setTimeout(async () => {
    const before = screen;
    const list = await bridge.cards();
    if (screen !== before) return;
    const next = list.ok ? atCards(list.value) : before;
    if (JSON.stringify(next) === JSON.stringify(before)) poll();
    else show(next);
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
