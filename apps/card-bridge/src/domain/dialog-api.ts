// What the bridge and its own dialog page say to each other. Private to this folder: no other program speaks it.
import { CardRequest } from '@shishobako/contracts/card-statement';
import { DocumentRequest } from '@shishobako/contracts/document-statement';
import { PhoneRequest, SignedPhoneEnd } from '@shishobako/contracts/phone';
import { Base64, Bilingual } from '@shishobako/contracts/primitives';
import { z } from 'zod';
import { SealedPin } from '../ports/pin-channel.ts';

const token = z.uuid();
const card = z.string().max(200);

export const AskInput = z.strictObject({
  token,
  origin: z.url(),
  asked: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('statement'), request: CardRequest }),
    z.strictObject({ kind: z.literal('document'), request: DocumentRequest }),
    z.strictObject({ kind: z.literal('phone'), request: PhoneRequest }),
    z.strictObject({ kind: z.literal('phone-end'), request: PhoneRequest }),
  ]),
});

/** What the page shows before the PIN; names are null where the bridge was given none. */
const Party = z.strictObject({ origin: z.string(), name: Bilingual.nullable() });
export const Summary = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('statement'), asker: Party, receivers: z.array(Party), purpose: CardRequest.shape.purpose }),
  z.strictObject({ kind: z.literal('document'), asker: Party, receivers: z.array(Party), title: z.string(), sha256: z.string() }),
  z.strictObject({ kind: z.enum(['phone', 'phone-end']), asker: Party, receivers: z.array(Party) }),
]);
export type Summary = z.infer<typeof Summary>;

export const TokenInput = z.strictObject({ token });
export const LookInput = z.strictObject({ token, card });
/** The signing certificate cannot be read before the password: no end of validity then. */
export const Look = z.strictObject({
  triesLeft: z.int(),
  /** Of the PIN that is asked for second, when a phone is to get its certificates. */
  pinTriesLeft: z.int().optional(),
  notAfter: z.string().nullable(),
});
export type Look = z.infer<typeof Look>;
/** The PIN page of the bridge: no page asks for anything there. */
export const WhichPin = z.enum(['auth', 'sign']);
export const Tries = z.strictObject({ auth: z.int(), sign: z.int() });
export const PinInput = z.strictObject({ token, card, which: WhichPin, pin: SealedPin, newPin: SealedPin });
/** No PIN: the bridge asks for it in the terminal it was started in. */
export const SignInput = z.strictObject({ token, card, pin: SealedPin.optional() });
export const PhoneEndInput = z.strictObject({ token, card, pin: SealedPin });
/** Everything a phone needs: the card's two secrets, and the phone's own. */
export const PhoneInput = z.strictObject({
  ...{ token, card, password: SealedPin, pin: SealedPin },
  ...{ phonePin: SealedPin, phonePassword: SealedPin },
});
export const PhoneMade = z.strictObject({ certificate: Base64 });
export type PhoneMade = z.infer<typeof PhoneMade>;
export const PhoneEndMade = z.strictObject({ signed: SignedPhoneEnd, authority: z.boolean() });
export type PhoneEndMade = z.infer<typeof PhoneEndMade>;
