// POST /v1/operator/agencies: who may send, and for what. The operator's secret, not a token: it works before any client exists.
import { makeSecretAccess } from '@shishobako/http/secret-access';
import { AgencyRegistration } from '../../../config.ts';
import type { PlatformContext } from '../../../context.ts';

export function registerAgencyRoute(context: PlatformContext): void {
  const { server, agencies, config } = context;
  const access = makeSecretAccess(config.operatorSecret);
  server.post(
    '/v1/operator/agencies',
    { config: { access: access('agency.register') }, schema: { summary: 'Register an agency, or change it', body: AgencyRegistration } },
    async (request, reply) => {
      await agencies.register(request.body);
      return reply.code(204).send();
    },
  );
}
