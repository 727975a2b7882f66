// From the box to the platform: believed by the platform's signed evidence, tried again until it answers.
import { ApplicationTaken } from '@shishobako/contracts/application';
import type { JobContext } from '@shishobako/database/jobs';
import type { ServiceClient } from '@shishobako/http/service-client';
import { BoxId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { findApplication, markFailed, markSubmitted } from '../applications.repo.ts';
import { inBox, type PortalContext } from '../context.ts';

const Payload = z.object({ box: BoxId, env: z.uuid() });
type Deps = Pick<PortalContext, 'db' | 'checkEvidence' | 'clock'> & { readonly platform: ServiceClient };

/** Answers after which trying again cannot help. */
const isFinal = (status: number): boolean => status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status);

export const makeRelayApplication = (deps: Deps) =>
  async function relayApplication(payload: unknown, job: Pick<JobContext, 'attempt' | 'maxAttempts'>): Promise<void> {
    const { box, env } = Payload.parse(payload);
    const row = await inBox(deps.db, box, `relay ${env}`, (trx) => findApplication(trx, box, env));
    if (row?.state !== 'stored' || row.body === null) return;
    const application = { header: row.header, ...JSON.parse(row.body) };
    const answer = await deps.platform.call(ApplicationTaken, 'POST', '/v1/internal/applications', { json: { application } });
    if (answer.ok) {
      if (!(await markSubmitted(deps, env, answer.value.evidence))) throw new Error('the platform gave no evidence of acceptance');
      return;
    }
    const { error } = answer;
    if (error.kind === 'call.problem' && isFinal(error.status)) return markFailed(deps.db, box, env, error.problem.code, deps.clock());
    if (job.attempt >= job.maxAttempts) return markFailed(deps.db, box, env, 'relay.exhausted', deps.clock());
    throw new Error(`platform: ${error.kind === 'call.problem' ? error.problem.code : 'unreachable'}`);
  };
