// What the bridge and its own dialog page say to each other. Private to this folder: no other program speaks it.
import { CardRequest } from '@shishobako/contracts/card-statement';
import { Bilingual } from '@shishobako/contracts/primitives';
import { z } from 'zod';
import { SealedPin } from '../ports/pin-channel.ts';

const token = z.uuid();

export const AskInput = z.strictObject({ token, origin: z.url(), request: CardRequest });
/** What the page shows before the PIN; names are null where the bridge was given none. */
export const Summary = z.strictObject({
  origin: z.string(),
  name: Bilingual.nullable(),
  purpose: CardRequest.shape.purpose,
  services: z.array(z.strictObject({ origin: z.string(), name: Bilingual.nullable() })),
});
export type Summary = z.infer<typeof Summary>;

export const TokenInput = z.strictObject({ token });
export const LookInput = z.strictObject({ token, card: z.string().max(200) });
export const Look = z.strictObject({ triesLeft: z.int(), notAfter: z.string() });
export type Look = z.infer<typeof Look>;
export const SignInput = z.strictObject({ token, card: z.string().max(200), pin: SealedPin });
