// What the portal is told at start-up.
import { ServiceConfig } from '@shishobako/http/service-config';
import { z } from 'zod';

export const PortalConfig = ServiceConfig.extend({
  service: z.literal('portal'),
  platformUrl: z.url(),
  /** Audience of release decisions. */
  keyserverUrl: z.url(),
  /** Where the citizen signs in; the only address a notice names. */
  readerUrl: z.url(),
  /** `smtp://host:port`; without it no notices are sent. */
  smtpUrl: z.url().optional(),
  mailFrom: z.email().default('no-reply@shishobako.example'),
  /** Letters that arrive within this time share one notice. */
  noticeDelayMs: z.int().min(0).max(3_600_000).default(2_000),
  /** OAuth clients of the platform and the keyserver, the only ones let in at /v1/internal. */
  platformClientId: z.string().default('platform'),
  keyserverClientId: z.string().default('keyserver'),
  /** How long a new card waits from the moment its owner was told; the same as at the keyserver (threat row 14). */
  joinDelayHours: z.number().min(0).max(720).default(48),
  databaseConnections: z.int().min(2).max(200).default(16),
});
export type PortalConfig = z.infer<typeof PortalConfig>;
