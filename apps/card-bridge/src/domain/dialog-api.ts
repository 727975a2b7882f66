// What the bridge and its own dialog page say to each other. Private to this folder: no other program speaks it.
import { CardRequest } from '@shishobako/contracts/card-statement';
import { DocumentRequest } from '@shishobako/contracts/document-statement';
import { Bilingual } from '@shishobako/contracts/primitives';
import { z } from 'zod';
import { SealedPin } from '../ports/pin-channel.ts';

const token = z.uuid();

export const AskInput = z.strictObject({
  token,
  origin: z.url(),
  asked: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('statement'), request: CardRequest }),
    z.strictObject({ kind: z.literal('document'), request: DocumentRequest }),
  ]),
});

/** What the page shows before the PIN; names are null where the bridge was given none. */
const Party = z.strictObject({ origin: z.string(), name: Bilingual.nullable() });
export const Summary = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('statement'), asker: Party, receivers: z.array(Party), purpose: CardRequest.shape.purpose }),
  z.strictObject({ kind: z.literal('document'), asker: Party, receivers: z.array(Party), title: z.string(), sha256: z.string() }),
]);
export type Summary = z.infer<typeof Summary>;

export const TokenInput = z.strictObject({ token });
export const LookInput = z.strictObject({ token, card: z.string().max(200) });
/** The signing certificate cannot be read before the password: no end of validity then. */
export const Look = z.strictObject({ triesLeft: z.int(), notAfter: z.string().nullable() });
export type Look = z.infer<typeof Look>;
/** The PIN page of the bridge: no page asks for anything there. */
export const WhichPin = z.enum(['auth', 'sign']);
export const TriesInput = z.strictObject({ token, card: z.string().max(200) });
export const Tries = z.strictObject({ auth: z.int(), sign: z.int() });
export const PinInput = z.strictObject({ token, card: z.string().max(200), which: WhichPin, pin: SealedPin, newPin: SealedPin });
/** No PIN: the bridge asks for it in the terminal it was started in. */
export const SignInput = z.strictObject({ token, card: z.string().max(200), pin: SealedPin.optional() });
