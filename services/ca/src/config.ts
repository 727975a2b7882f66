// Configuration of the certification authority. It has no trust list: it is where one begins.
import { ListenConfig } from '@shishobako/http/service-config';
import { SIMULATED_ORGANISATION } from '@shishobako/pki/profile/jpki-names';
import { z } from 'zod';

/** As `provisionService` gives it. */
const Database = z.strictObject({
  service: z.string(),
  schema: z.string(),
  database: z.string(),
  migratorRole: z.string(),
  appRole: z.string(),
  migratorUrl: z.string(),
  appUrl: z.string(),
});

export const CaConfig = ListenConfig.extend({
  database: Database,
  /** Folder of the authorities' keys and certificates (0700, files 0600), filled at the first start. */
  keysDir: z.string(),
  /** Bearer secret of the counter. */
  operatorToken: z.string().min(32),
  /** O of every name issued. */
  organisation: z.string().min(3).max(60).default(SIMULATED_ORGANISATION),
  /** Whether CRL and OCSP tell the reason. Off: a verifier learns that a certificate ended, not why (JPK-03). */
  publishReasons: z.boolean().default(false),
});
export type CaConfig = z.infer<typeof CaConfig>;
export type CaConfigInput = z.input<typeof CaConfig>;
