// POST /v1/agency/eligibility-queries: registered medical institutions only.
import { EligibilityAnswer, EligibilityOrder } from '@shishobako/contracts/eligibility-api';
import { passedOn } from '@shishobako/http/problems';
import { medicalAgencyOf, type PlatformContext } from '../../../context.ts';
import { problem } from '../../../problems.ts';
import type { makeCheckEligibility } from './check-eligibility.ts';

export function checkEligibilityRoute(context: PlatformContext, checkEligibility: ReturnType<typeof makeCheckEligibility>): void {
  const { server, access } = context;
  server.post(
    '/v1/agency/eligibility-queries',
    {
      config: { access: access('eligibility.check', { scope: 'agency' }) },
      bodyLimit: 128 * 1024,
      schema: {
        summary: 'Ask the insurers of the person whose card is present',
        body: EligibilityOrder,
        response: { 200: EligibilityAnswer },
      },
    },
    async (request, reply) => {
      const agency = await medicalAgencyOf(context, request);
      const answer = await checkEligibility(request.body, agency);
      if (!answer.ok) {
        const { error } = answer;
        throw error.kind === 'identity.refused' ? passedOn(error.problem, 'The identity provider refused.') : problem(error);
      }
      reply.header('cache-control', 'no-store');
      return answer.value;
    },
  );
}
