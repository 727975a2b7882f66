// What the bridge is told at start-up. It serves loopback only: the host is no setting (issue "The card", item 3).
import { Bilingual } from '@shishobako/contracts/primitives';
import { LogLevel } from '@shishobako/http/service-config';
import { z } from 'zod';

export const CardBridgeConfig = z.strictObject({
  /** 0 takes a free port; `Running.url` tells it. */
  port: z.int().min(0).max(65_535),
  /** Folder of virtual cards, `<id>.card.json` (0600), and of the list of paired origins. */
  cardsDir: z.string().min(1),
  /** Origins paired from the start, for the demo the citizen app's. */
  allowedOrigins: z.array(z.url()).default([]),
  /** Bearer secret of programs on this computer (`/v1`). */
  secret: z.string().min(16),
  /** This computer is a desk's terminal: bearer secret of the desk's program, and the folder of the terminal's own key. */
  terminal: z.strictObject({ secret: z.string().min(16), keysDir: z.string().min(1) }).optional(),
  /** The authority that issues certificates for phones; null: none are issued here. */
  phoneAuthority: z.url().nullable().default(null),
  /** Also serve real readers through PC/SC. */
  realReaders: z.boolean().default(false),
  lang: z.enum(['ja', 'en']).default('ja'),
  /** Names by origin, for pages that ask and services a statement is for; an origin without one is shown as it is. */
  names: z.record(z.url(), Bilingual).default({}),
  logLevel: LogLevel.default('warn'),
});
export type CardBridgeConfig = z.infer<typeof CardBridgeConfig>;
