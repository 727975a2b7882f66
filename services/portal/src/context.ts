// What the portal's routes are given, and how they work in a box: a decision, one transaction whose rows are those of this box and this
// decision alone (security sheet §6: row-level security behind the route guard).
import type { DecisionExplanation } from '@shishobako/contracts/decision';
import { withTransaction } from '@shishobako/database/transaction';
import type { EvidenceCheck } from '@shishobako/evidence/check-evidence-ref';
import type { ServiceLog } from '@shishobako/evidence/service-log';
import { principalOf } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { ServiceClient } from '@shishobako/http/service-client';
import type { makeTokenAccess } from '@shishobako/http/token-access';
import type { Clock } from '@shishobako/kernel/clock';
import type { BoxId } from '@shishobako/kernel/ids';
import type { FastifyRequest } from 'fastify';
import type { Kysely, Transaction } from 'kysely';
import type { PortalConfig } from './config.ts';
import type { PortalPolicy } from './portal-policy.ts';
import { problem } from './problems.ts';

export type PortalContext = {
  readonly server: Server;
  readonly config: PortalConfig;
  readonly db: Kysely<unknown>;
  readonly clock: Clock;
  readonly access: ReturnType<typeof makeTokenAccess>;
  readonly policy: PortalPolicy;
  readonly evidence: ServiceLog;
  readonly checkEvidence: EvidenceCheck;
  readonly platform: ServiceClient;
};

export type Trx = Transaction<unknown>;

/** A transaction that sees one box, for one stated reason (a decision id, or what a service is doing). */
export const inBox = <T>(db: Kysely<unknown>, box: BoxId, decision: string, work: (trx: Trx) => Promise<T>): Promise<T> =>
  withTransaction(db, work, { settings: { 'app.box': box, 'app.decision': decision } });

/** A refusal as the person reads it: the needs as facts, the policies that said no as detail. A wait says its end. */
export function refusal(decision: DecisionExplanation) {
  const wait = decision.needs.find(({ kind }) => kind === 'wait');
  if (wait) return problem({ kind: 'succession.waiting', facts: { decision: decision.id, until: wait.want } });
  return problem({
    kind: 'policy.refused',
    detail: decision.layers.flatMap((layer) => (layer.result === 'deny' ? layer.policies.map((policy) => policy.id) : [])).join(' '),
    facts: Object.fromEntries([['decision', decision.id], ...decision.needs.map((need) => [need.kind, need.want])]),
  });
}

/** Goes on when allowed, refuses when not. */
export function checkDecision(decision: DecisionExplanation): DecisionExplanation {
  if (decision.result !== 'allow') throw refusal(decision);
  return decision;
}

/** Scope `internal` is held by several services; each route is for the ones named. */
export function checkCaller(request: FastifyRequest, ...clients: readonly string[]): void {
  if (!clients.includes(principalOf(request).clientId)) throw problem({ kind: 'caller.refused' });
}
