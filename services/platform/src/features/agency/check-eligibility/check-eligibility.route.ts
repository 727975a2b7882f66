// POST /v1/agency/eligibility-queries: registered medical institutions only.
import { EligibilityAnswer, EligibilityOrder } from '@shishobako/contracts/eligibility-api';
import { ProblemError } from '@shishobako/http/problems';
import { medicalAgencyOf, type PlatformContext } from '../../../context.ts';
import { problem } from '../../../problems.ts';
import type { EligibilityRefusal, makeCheckEligibility } from './check-eligibility.ts';

/** What the identity provider said, in its own words. */
function passOn({ error }: Extract<EligibilityRefusal, { kind: 'identity.refused' }>): Error {
  if (error.kind !== 'call.problem') return problem({ kind: 'eligibility.unavailable' });
  const { code, status, titles, advice, retry } = error.problem;
  return new ProblemError({ kind: code }, { status, title: titles, advice, retry, operator: 'The identity provider refused.' });
}

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
      if (!answer.ok) throw answer.error.kind === 'identity.refused' ? passOn(answer.error) : problem(answer.error);
      reply.header('cache-control', 'no-store');
      return answer.value;
    },
  );
}
