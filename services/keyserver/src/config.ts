// What the keyserver is told at start-up: the common service settings, where it reports handovers, and the operator's secret.
import { ServiceConfig, VerifierAccount } from '@shishobako/http/service-config';
import { z } from 'zod';

export const KeyserverConfig = ServiceConfig.extend({
  service: z.literal('keyserver'),
  platformUrl: z.url(),
  /** Where owners are told that a new card joined. */
  portalUrl: z.url(),
  /** Bearer secret of the operator's routes: holds and key rotation. */
  operatorSecret: z.string().min(16),
  verifier: VerifierAccount,
  /** How long a new certificate waits before it opens anything, so that its owner can object (threat row 14). */
  joinDelayHours: z.number().min(0).max(720).default(48),
  /** Bearer secret of the municipal counter: reports lost cards, nothing else. */
  counterSecret: z.string().min(32).nullable().default(null),
  databaseConnections: z.int().min(2).max(200).default(12),
});
export type KeyserverConfig = z.infer<typeof KeyserverConfig>;
