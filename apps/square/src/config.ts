// What the town square is told: the fiction of the demo, and where the services are.

import { Bilingual } from '@shishobako/contracts/primitives';
import { Town } from '@shishobako/contracts/square-api';
import { ListenConfig } from '@shishobako/http/service-config';
import { z } from 'zod';

export const SquareConfig = ListenConfig.extend({
  town: Town,
  /** Folder with the built page, and the folder where caught e-mails are kept. */
  pagesDir: z.string(),
  outboxDir: z.string(),
  smtpPort: z.int().min(0).max(65535),
  services: z.array(z.strictObject({ service: z.string(), name: Bilingual, role: Bilingual, url: z.url(), documents: z.url().nullable() })),
  /** Where the platform tells its operator what happened, and the operator's secret. */
  feed: z.strictObject({ url: z.url(), secret: z.string() }),
});
export type SquareConfig = z.infer<typeof SquareConfig>;
