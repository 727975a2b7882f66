// What the citizen app fetches first, from its own origin: GET /trust.json. The trust list says whom the device believes; the rest says
// where things are on this installation. Nothing here is secret.
import { z } from 'zod';
import { TrustList } from './trust.ts';

export const ReaderConfig = z.strictObject({
  trust: TrustList,
  /** Origin of the card bridge on the citizen's own machine. */
  bridge: z.url(),
  /** The demo's town square; null outside a demo. */
  square: z.url().nullable(),
});
export type ReaderConfig = z.infer<typeof ReaderConfig>;
