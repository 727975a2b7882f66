// POST /v1/eligibility-queries: the platform brings a medical institution's signed question and our own code; the answer goes back sealed to the
// institution. We check who asks by ourselves, too.
import type { AnswerEligibility } from '@shishobako/agency-sdk/answer-eligibility';
import {
  type CoverageEligibilityResponse,
  coverageStateUrl,
  eligibilitySystem,
  insuredPerson,
  insurerNumberSystem,
} from '@shishobako/contracts/coverage';
import { InsurerQuery, InsurerSealedAnswer } from '@shishobako/contracts/eligibility-api';
import type { Bilingual } from '@shishobako/contracts/primitives';
import { type Access, principalOf } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { type CoverageOnDay, coverageOn } from '../domain/coverage-on.ts';
import { insurerProblem } from '../problems.ts';
import type { Coverage } from '../records/coverage.ts';

type Deps = {
  readonly access: Access;
  readonly platformClientId: string;
  readonly coverage: Coverage;
  readonly answers: AnswerEligibility;
  readonly insurer: { readonly number: string; readonly name: Bilingual };
  readonly clock: Clock;
};

type Asked = { readonly id: string; readonly servicedDate: string };

function toResponse({ state, entry }: CoverageOnDay, { id, servicedDate }: Asked, { insurer, clock }: Deps): CoverageEligibilityResponse {
  const identifier = { system: eligibilitySystem, value: id } as const;
  return {
    ...{ resourceType: 'CoverageEligibilityResponse', status: 'active', purpose: ['validation'], outcome: 'complete' },
    ...{ patient: { identifier }, request: { identifier }, servicedDate, created: rfc3339(clock()) },
    insurer: { identifier: { system: insurerNumberSystem, value: insurer.number }, display: insurer.name.ja },
    extension: [{ url: coverageStateUrl, valueCode: state }],
    insurance: entry
      ? [
          {
            coverage: { extension: insuredPerson(entry.symbol, entry.number, entry.branch) },
            inforce: state === 'in-force',
            benefitPeriod: { start: entry.from, ...(entry.to !== null && { end: entry.to }) },
          },
        ]
      : [],
  };
}

export function answerEligibilityRoute(server: Server, deps: Deps): void {
  server.post(
    '/v1/eligibility-queries',
    {
      config: { access: deps.access },
      schema: { summary: 'Answer a medical institution, sealed to it', body: InsurerQuery, response: { 200: InsurerSealedAnswer } },
    },
    async (request) => {
      if (principalOf(request).clientId !== deps.platformClientId) throw insurerProblem({ kind: 'caller.refused' });
      const query = await deps.answers.read(request.body.query);
      if (!query.ok) throw insurerProblem({ kind: query.error.kind });
      const found = coverageOn(deps.coverage.of(request.body.code), query.value.servicedDate);
      const sealed = deps.answers.seal(query.value, toResponse(found, query.value, deps));
      if (!sealed.ok) throw insurerProblem({ kind: sealed.error.kind });
      return { sealed: sealed.value };
    },
  );
}
