// What the concierge is told at start-up. It has no keys and no peers: it keeps no secret of a citizen and calls no other service.
import { MunicipalityCode } from '@shishobako/contracts/concierge-api';
import { Bilingual } from '@shishobako/contracts/primitives';
import { DatabaseConfig, ListenConfig } from '@shishobako/http/service-config';
import { z } from 'zod';

export const ConciergeConfig = ListenConfig.extend({
  service: z.literal('concierge').default('concierge'),
  database: DatabaseConfig,
  /** Folder of catalogue files; the engine's own when left out. */
  catalogueFolder: z.string().optional(),
  municipalities: z
    .array(
      z.strictObject({
        code: MunicipalityCode,
        name: Bilingual,
        /** Invented, as in the demo: said on every page of the editor. */
        fictional: z.boolean().default(false),
        clerks: z
          .array(z.strictObject({ id: z.string().min(1).max(64), name: Bilingual, password: z.string().min(8).max(200) }))
          .default([]),
        /** Beginnings of addresses notices may be fetched from: `https://www.city.example.jp/news/`. */
        sources: z.array(z.url()).default([]),
      }),
    )
    .default([]),
  collector: z
    .strictObject({
      userAgent: z.string().min(3).max(200).default('ShishobakoConcierge/0.1'),
      /** Between two requests to one host, unless its robots rules ask for more. */
      delayMs: z.int().min(0).max(600_000).default(2_000),
      timeoutMs: z.int().min(100).max(120_000).default(20_000),
      maxBytes: z.int().min(1_000).max(50_000_000).default(8_000_000),
    })
    .prefault({}),
  databaseConnections: z.int().min(2).max(200).default(8),
});
export type ConciergeConfig = z.infer<typeof ConciergeConfig>;
