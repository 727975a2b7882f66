// What the platform is told at start-up.
import { ContentClass } from '@shishobako/contracts/levels';
import { Bilingual } from '@shishobako/contracts/primitives';
import { ServiceConfig } from '@shishobako/http/service-config';
import { AgencyId } from '@shishobako/kernel/ids';
import { z } from 'zod';

/** POST /v1/operator/agencies, and the seed of the config file. */
export const AgencyRegistration = z.strictObject({
  id: AgencyId,
  name: Bilingual,
  /** OAuth client of the agency's systems. */
  clientId: z.string().min(1).max(100),
  /** 法人番号; the agency's sender certificate must name the same. */
  corporateNumber: z.string().regex(/^[0-9]{13}$/),
  /** A medical institution: its desks may ask for eligibility (ELG-07). */
  medical: z.boolean().default(false),
  /** A health insurer: where it answers eligibility queries. */
  eligibilityUrl: z.url().nullable().default(null),
  /** What its letters may be for. */
  purposes: z
    .array(
      z.strictObject({
        purpose: z.string().regex(/^[a-z][a-z0-9-]{1,63}$/),
        name: Bilingual,
        classes: z.array(ContentClass).min(1),
        /** It has a registered need to know when such a letter was opened. */
        openEvidence: z.boolean(),
        basis: z.string().min(1).max(200),
      }),
    )
    .min(1)
    .max(200),
});
export type AgencyRegistration = z.infer<typeof AgencyRegistration>;

export const PlatformConfig = ServiceConfig.extend({
  service: z.literal('platform'),
  portalUrl: z.url(),
  keyserverUrl: z.url(),
  /** Bearer secret of the operator's routes. */
  operatorSecret: z.string().min(16),
  /** OAuth clients of the portal and the keyserver, the only ones let in at /v1/internal. */
  portalClientId: z.string().default('portal'),
  keyserverClientId: z.string().default('keyserver'),
  agencies: z.array(AgencyRegistration).default([]),
  /** Milliseconds an insurer has for its answer. */
  insurerTimeoutMs: z.int().min(100).max(30_000).default(3_000),
  /** Letters relayed at the same time. */
  relayConcurrency: z.int().min(1).max(64).default(4),
  databaseConnections: z.int().min(2).max(200).default(16),
});
export type PlatformConfig = z.infer<typeof PlatformConfig>;
