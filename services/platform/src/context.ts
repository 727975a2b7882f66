// What the platform's routes are given: made once in `app.ts`.

import type { KemPrivate } from '@shishobako/crypto/node/hpke-dh';
import type { EvidenceCheck } from '@shishobako/evidence/check-evidence-ref';
import type { ServiceLog } from '@shishobako/evidence/service-log';
import { principalOf } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { makeTokenAccess } from '@shishobako/http/token-access';
import type { Clock } from '@shishobako/kernel/clock';
import type { FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import type { LinkSecrets } from './adapters/link-secrets.ts';
import type { Agency, AgencyRegistry } from './agency-registry.ts';
import type { PlatformConfig } from './config.ts';
import { problem } from './problems.ts';

export type PlatformContext = {
  readonly server: Server;
  readonly config: PlatformConfig;
  readonly db: Kysely<unknown>;
  readonly clock: Clock;
  readonly access: ReturnType<typeof makeTokenAccess>;
  readonly agencies: AgencyRegistry;
  readonly secrets: LinkSecrets;
  readonly evidence: ServiceLog;
  readonly checkEvidence: EvidenceCheck;
  /** Opens subjects the identity provider sealed to this service. */
  readonly sealKey: KemPrivate;
};

/** The agency whose client is calling. */
export async function agencyOf(context: PlatformContext, request: FastifyRequest): Promise<Agency> {
  const agency = await context.agencies.byClient(principalOf(request).clientId);
  if (!agency) throw problem({ kind: 'agency.unknown' });
  return agency;
}

/** The same, and it may ask for eligibility. */
export async function medicalAgencyOf(context: PlatformContext, request: FastifyRequest): Promise<Agency> {
  const agency = await agencyOf(context, request);
  if (!agency.medical) throw problem({ kind: 'institution.refused' });
  return agency;
}

/** Scope `internal` is held by several services; each route is for the ones named. */
export function checkCaller(request: FastifyRequest, ...clients: readonly string[]): void {
  if (!clients.includes(principalOf(request).clientId)) throw problem({ kind: 'caller.refused' });
}
