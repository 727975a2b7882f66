// PUT /v1/counter/verifiers/:id, POST …/:id/states, GET /v1/counter/verifiers: who may ask about certificates on cards (JPK-18). Registering
// again changes what is allowed, never the state; what one verifier may do touches no other.
import { VerifierId, VerifierRegistration, VerifierStateChange, Verifiers } from '@shishobako/contracts/verifier';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { Clock } from '@shishobako/kernel/clock';
import { z } from 'zod';
import type { VerifierRegister } from '../../../ports/verifier-register.ts';
import { caProblem } from '../../../problems.ts';

const params = z.strictObject({ id: VerifierId });

export function registerVerifierRoutes(
  server: Server,
  access: { readonly register: Access; readonly list: Access },
  { verifiers, clock }: { readonly verifiers: VerifierRegister; readonly clock: Clock },
): void {
  const listed = async () => ({ verifiers: [...(await verifiers.list())] });
  const common = { tags: ['counter'], response: { 200: Verifiers } };
  server.get(
    '/v1/counter/verifiers',
    { config: { access: access.list }, schema: { ...common, summary: 'The registered verifiers' } },
    listed,
  );
  server.put(
    '/v1/counter/verifiers/:id',
    {
      config: { access: access.register },
      schema: { ...common, summary: 'Register a verifier, or change what it may ask', params, body: VerifierRegistration },
    },
    async (request) => {
      if (!(await verifiers.register(request.params.id, request.body, clock()))) throw caProblem({ kind: 'verifier.ended' });
      return listed();
    },
  );
  server.post(
    '/v1/counter/verifiers/:id/states',
    {
      config: { access: access.register },
      schema: { ...common, summary: 'Suspend, resume or end a verifier', params, body: VerifierStateChange },
    },
    async (request) => {
      const done = await verifiers.setState(request.params.id, { ...request.body, at: clock() });
      if (done === 'unknown') throw caProblem({ kind: 'verifier.absent' });
      if (done === 'ended') throw caProblem({ kind: 'verifier.ended' });
      return listed();
    },
  );
}
