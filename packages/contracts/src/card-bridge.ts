// How a page asks the card bridge for a signature (window.postMessage) and how a program does (HTTP with a bearer secret).
// The PIN is typed into the bridge's own page: it appears in no message to the asking page (security sheet §2 row 02, A-02).
import { z } from 'zod';
import { CardRequest, SignedCardStatement } from './card-statement.ts';
import { DocumentRequest, SignedDocumentStatement } from './document-statement.ts';
import { PhoneRequest, SignedPhoneEnd } from './phone.ts';
import { Base64 } from './primitives.ts';

/** Chosen by the asking page; every answer carries it back, so late answers of a closed dialog are told apart. */
export const DialogId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/**
 * Page → dialog. Embed `<bridge>/dialog?lang=ja` in an iframe, wait for `shishobako.card.ready`, then post this with the bridge's
 * origin as target. The bridge signs for the `event.origin` its own page saw, and only when that origin is paired.
 */
export const CardDialogRequest = CardRequest.extend({ type: z.literal('shishobako.card.request'), id: DialogId });
export type CardDialogRequest = z.infer<typeof CardDialogRequest>;

/** Page → dialog, the other thing one can ask: a document signed with the signing key and its own password. */
export const CardDocumentRequest = DocumentRequest.extend({ type: z.literal('shishobako.card.document-request'), id: DialogId });
export type CardDocumentRequest = z.infer<typeof CardDocumentRequest>;

/** Page → dialog: put certificates on a phone, or end those that are there (ADR 0017). The dialog says what will happen before it asks. */
export const CardPhoneRequest = PhoneRequest.extend({ type: z.literal('shishobako.card.phone-request'), id: DialogId });
export type CardPhoneRequest = z.infer<typeof CardPhoneRequest>;
export const CardPhoneEndRequest = PhoneRequest.extend({ type: z.literal('shishobako.card.phone-end-request'), id: DialogId });
export type CardPhoneEndRequest = z.infer<typeof CardPhoneEndRequest>;

/** Dialog → page, once, when it has loaded and listens. It says nothing about cards, so it is posted to any parent. */
export const CardDialogReady = z.strictObject({ type: z.literal('shishobako.card.ready') });
export type CardDialogReady = z.infer<typeof CardDialogReady>;

/** Dialog → page: the card has signed. The dialog is finished; remove the iframe. */
export const CardDialogResult = SignedCardStatement.extend({ type: z.literal('shishobako.card.result'), id: DialogId });
export type CardDialogResult = z.infer<typeof CardDialogResult>;

/** Dialog → page: the answer to a document request. */
export const CardDocumentResult = SignedDocumentStatement.extend({ type: z.literal('shishobako.card.document-result'), id: DialogId });
export type CardDocumentResult = z.infer<typeof CardDocumentResult>;

/** Dialog → page: the phone has its certificates. `certificate`: for authentication, DER; nothing of the person is in it. */
export const CardPhoneResult = z.strictObject({
  type: z.literal('shishobako.card.phone-result'),
  id: DialogId,
  certificate: Base64.max(12_000),
});
export type CardPhoneResult = z.infer<typeof CardPhoneResult>;

/** Dialog → page: signed; `authority` tells whether the authority has ended the certificates too. */
export const CardPhoneEndResult = z.strictObject({
  type: z.literal('shishobako.card.phone-end-result'),
  id: DialogId,
  signed: SignedPhoneEnd,
  authority: z.boolean(),
});
export type CardPhoneEndResult = z.infer<typeof CardPhoneEndResult>;

/**
 * Why no signature came. `closed`: the citizen pressed cancel. The others are what the dialog was showing (with its own way out)
 * when the citizen gave up: the page may add a hint, never a second explanation.
 */
export const CardDialogReason = z.enum([
  'closed',
  'no-reader',
  'no-card',
  'card-removed',
  'locked',
  'expired-certificate',
  'no-certificate',
  'other-card',
  'not-paired',
  'bad-request',
  'bridge-error',
]);
export type CardDialogReason = z.infer<typeof CardDialogReason>;

export const CardDialogCancelled = z.strictObject({
  type: z.literal('shishobako.card.cancelled'),
  id: DialogId,
  reason: CardDialogReason,
});
export type CardDialogCancelled = z.infer<typeof CardDialogCancelled>;

/** Dialog → page, whenever the content changes: CSS pixels the iframe should be high. */
export const CardDialogSize = z.strictObject({
  type: z.literal('shishobako.card.size'),
  id: DialogId,
  height: z.number().int().min(1).max(4000),
});
export type CardDialogSize = z.infer<typeof CardDialogSize>;

/** Everything the dialog may say to the asking page. */
export const CardDialogMessage = z.discriminatedUnion('type', [
  CardDialogReady,
  CardDialogResult,
  CardDocumentResult,
  CardPhoneResult,
  CardPhoneEndResult,
  CardDialogCancelled,
  CardDialogSize,
]);
export type CardDialogMessage = z.infer<typeof CardDialogMessage>;

/** A card as the bridge lists it: nothing from the chip, only the label its owner gave it (virtual) or the reader's name. */
export const CardEntry = z.strictObject({
  id: z.string().min(1).max(200),
  kind: z.enum(['virtual', 'reader']),
  /** A phone's certificates (virtual); left out: a card. */
  device: z.literal('phone').optional(),
  label: z.strictObject({ ja: z.string(), en: z.string() }),
  fictional: z.boolean(),
  present: z.boolean(),
});
export type CardEntry = z.infer<typeof CardEntry>;

/** Real readers: `off` not asked for, `no-module` the bridge's PC/SC part is not installed, `no-service` the system's service is away. */
export const ReaderService = z.enum(['off', 'running', 'no-module', 'no-service']);
export type ReaderService = z.infer<typeof ReaderService>;

export const CardList = z.strictObject({ cards: z.array(CardEntry), readers: ReaderService });
export type CardList = z.infer<typeof CardList>;

/** PIN of the authentication key, and of the input-assist application. */
export const Pin = z.string().regex(/^[0-9]{4}$/);
/** Of the signing key, in capitals: the card folds no case. */
export const SigningPassword = z.string().regex(/^[A-Z0-9]{6,16}$/);

/** POST /v1/cards/:id/statements. `origin` names the program's own web origin and must be paired; there is no page here. */
export const StatementOrder = z.strictObject({
  pin: Pin,
  origin: z.url(),
  request: CardRequest,
});
export type StatementOrder = z.infer<typeof StatementOrder>;

/** POST /v1/cards: the municipal counter puts a new (virtual) card on the table. Answer: `NewCard`. */
export const CardOrder = z.strictObject({
  /** File name of the card: lower case letters, digits, hyphen. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  label: z.strictObject({ ja: z.string().min(1).max(100), en: z.string().min(1).max(100) }),
  expires: z.iso.date(),
  holder: z.strictObject({
    name: z.string().min(1).max(200),
    address: z.string().min(1).max(400),
    birthDate: z.string().regex(/^[0-9]{8}$/),
    sex: z.enum(['1', '2', '9']),
  }),
  /** `p-384`: as the next generation of the card is announced. Default rsa-2048. */
  algorithm: z.enum(['rsa-2048', 'p-384']).optional(),
  pins: z.strictObject({
    auth: Pin,
    sign: SigningPassword,
    inputAssist: Pin,
  }),
});
export type CardOrder = z.infer<typeof CardOrder>;

/** Public keys made on the card, SPKI DER: what the certification authority certifies. */
export const NewCard = z.strictObject({ id: z.string(), authSpki: Base64, signSpki: Base64 });
export type NewCard = z.infer<typeof NewCard>;

/** PUT /v1/cards/:id/certificates, DER. Persons under 15 have no signing certificate. */
export const CardCertificates = z.strictObject({
  auth: z.strictObject({ certificate: Base64, ca: Base64 }).optional(),
  sign: z.strictObject({ certificate: Base64, ca: Base64 }).optional(),
});
export type CardCertificates = z.infer<typeof CardCertificates>;

/** POST /v1/cards/:id/keys (answer: NewCard): new key pairs beside those in use, for certificates to come.
 *  PUT /v1/cards/:id/holder: what the counter writes anew after a move or a change of name. */
export const CardHolder = CardOrder.shape.holder.pick({ name: true, address: true });

/** GET /v1/cards/:id: what the counter sees of a card on its table. */
export const CardAtCounter = z.strictObject({
  present: z.boolean(),
  triesLeft: z.strictObject({ auth: z.int(), sign: z.int() }),
});
export type CardAtCounter = z.infer<typeof CardAtCounter>;

/** POST /v1/cards/:id/unlock: the counter sets a new PIN and the full number of tries. */
export const CardUnlock = z.discriminatedUnion('which', [
  z.strictObject({ which: z.literal('auth'), newPin: Pin }),
  z.strictObject({ which: z.literal('inputAssist'), newPin: Pin }),
  z.strictObject({ which: z.literal('sign'), newPin: SigningPassword }),
]);
export type CardUnlock = z.infer<typeof CardUnlock>;

/** POST /v1/pairings: a code to show once. The person opens `<bridge>/pair?origin=<origin>` and types it there. */
export const Pairing = z.strictObject({ code: z.string().regex(/^[0-9]{8}$/), ends: z.iso.datetime() });
export type Pairing = z.infer<typeof Pairing>;
export const Pairings = z.strictObject({ origins: z.array(z.string()) });
export const PairingOrigin = z.strictObject({ origin: z.url() });

/** POST /v1/cards/:id/pin: the holder's own change, with the old PIN; a wrong one costs a try. */
export const CardPinChange = z.discriminatedUnion('which', [
  z.strictObject({ which: z.literal('auth'), pin: Pin, newPin: Pin }),
  z.strictObject({ which: z.literal('inputAssist'), pin: Pin, newPin: Pin }),
  z.strictObject({
    which: z.literal('sign'),
    pin: z.string().regex(/^[A-Za-z0-9]{6,16}$/),
    newPin: z.string().regex(/^[A-Za-z0-9]{6,16}$/),
  }),
]);
export type CardPinChange = z.infer<typeof CardPinChange>;
