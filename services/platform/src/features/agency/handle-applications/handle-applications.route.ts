// For the agency an application is sealed to, and nobody else: fetch what waits, say that it stands in the own records, answer (SVC-13, SVC-14).
import { AnswerOrder, ApplicationAnswer, applicationAnswerTyp, WaitingApplications } from '@shishobako/contracts/application';
import { jsonSha256 } from '@shishobako/crypto/node/digest';
import { EnvelopeId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import type { AgencySignatureCheck } from '../../../adapters/sender-check.ts';
import { makeApplications, submissionOf } from '../../../applications.repo.ts';
import { agencyOf, type PlatformContext } from '../../../context.ts';
import { makeLinkKeys } from '../../../link-keys.repo.ts';
import { problem } from '../../../problems.ts';

const params = z.strictObject({ env: z.string() });
const pageSize = 20;

export function handleApplicationsRoutes(context: PlatformContext, checkSigned: AgencySignatureCheck): void {
  const { server, access } = context;
  const applications = makeApplications(context);
  const linkKeys = makeLinkKeys(context);
  const config = (action: string) => ({ access: access(action, { scope: 'agency' }) });

  server.get(
    '/v1/agency/applications',
    { config: config('applications.fetch'), schema: { summary: 'Applications that wait', response: { 200: WaitingApplications } } },
    async (request) => {
      const agency = await agencyOf(context, request);
      const rows = await applications.waiting(agency.id, pageSize);
      const keys = await linkKeys.byAliases(
        agency.id,
        rows.map((row) => row.header.from),
      );
      const replies = new Map(keys.map(({ alias, kid, epoch, key }) => [alias, key && { alias, kid, epoch, key }]));
      const items = rows.flatMap((row) => {
        if (row.body === null) return [];
        const application = { header: row.header, ...JSON.parse(row.body) };
        const evidence = submissionOf(row);
        return [{ application, submitted: evidence.time, evidence, reply: replies.get(row.header.from) ?? null }];
      });
      return { items };
    },
  );

  const envOf = (text: string): EnvelopeId => {
    const env = EnvelopeId.safeParse(text);
    if (!env.success) throw problem({ kind: 'application.not-found' });
    return env.data;
  };

  server.post(
    '/v1/agency/applications/:env/arrival',
    { config: config('application.arrive'), schema: { summary: 'Say that it stands in the own records', params } },
    async (request, reply) => {
      const agency = await agencyOf(context, request);
      if (!(await applications.arrive(agency.id, envOf(request.params.env)))) throw problem({ kind: 'application.not-found' });
      return reply.code(204).send();
    },
  );

  server.post(
    '/v1/agency/applications/:env/answer',
    { config: config('application.answer'), schema: { summary: 'Answer an application', params, body: AnswerOrder } },
    async (request, reply) => {
      const agency = await agencyOf(context, request);
      const env = envOf(request.params.env);
      const header = await applications.header(agency.id, env);
      if (!header) throw problem({ kind: 'application.not-found' });
      const signed = await checkSigned(request.body.answer, applicationAnswerTyp, agency);
      if (!signed.ok) throw problem(signed.error);
      const answer = ApplicationAnswer.safeParse(signed.value);
      if (!answer.success || answer.data.env !== env || answer.data.agency !== agency.id || answer.data.headerSha256 !== jsonSha256(header))
        throw problem({ kind: 'answer.invalid' });
      const done = await applications.answer(agency.id, env, request.body.answer, answer.data.outcome);
      if (done === 'other') throw problem({ kind: 'answer.given' });
      return reply.code(204).send();
    },
  );
}
