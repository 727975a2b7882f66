// What the counter is told at start-up: its own records, and the secrets of the four it asks. None of them ever reaches its page.
import { Bilingual } from '@shishobako/contracts/primitives';
import { ListenConfig } from '@shishobako/http/service-config';
import { ClerkAccount } from '@shishobako/reference-agency/config';
import { z } from 'zod';
import { Place } from './records/residents.ts';

const Peer = z.strictObject({ url: z.url(), secret: z.string().min(16) });

export const CounterConfig = ListenConfig.extend({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,62}$/),
  name: Bilingual,
  municipality: Place,
  dataDir: z.string(),
  pagesDir: z.string(),
  ca: Peer,
  /** The card desk: makes and writes virtual cards. */
  bridge: Peer,
  /** The key server's route for lost cards, and no other of its routes. */
  keyserver: Peer,
  /** The identity provider’s route for lost cards, with a secret of its own. */
  idp: Peer,
  joinDelayHours: z.number().default(48),
  square: z.url().nullable().default(null),
  clerks: z.array(ClerkAccount).default([]),
});
export type CounterConfig = z.infer<typeof CounterConfig>;
