// What the keyserver is told at start-up: the common service settings, where it reports handovers, and the operator's secret.
import { ServiceConfig } from '@shishobako/http/service-config';
import { z } from 'zod';

export const KeyserverConfig = ServiceConfig.extend({
  service: z.literal('keyserver'),
  platformUrl: z.url(),
  /** Bearer secret of the operator's routes: holds and key rotation. */
  operatorSecret: z.string().min(16),
  databaseConnections: z.int().min(2).max(200).default(12),
});
export type KeyserverConfig = z.infer<typeof KeyserverConfig>;
