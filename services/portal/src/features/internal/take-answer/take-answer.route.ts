// POST /v1/internal/application-answers: what the agency answered, with the platform's evidence over exactly that answer. The device checks
// the agency's signature itself.
import { AnswerReport, ApplicationAnswer, applicationAnswerTyp } from '@shishobako/contracts/application';
import { parseJws } from '@shishobako/crypto/jws-format';
import { sha256Base64url } from '@shishobako/crypto/node/digest';
import { utf8 } from '@shishobako/kernel/bytes';
import { markAnswered } from '../../../applications.repo.ts';
import { checkCaller, type PortalContext } from '../../../context.ts';
import { problem } from '../../../problems.ts';

export function takeAnswerRoute(context: PortalContext): void {
  const { server, access, config, checkEvidence } = context;
  server.post(
    '/v1/internal/application-answers',
    {
      config: { access: access('application.take-answer', { scope: 'internal' }) },
      schema: { summary: 'The answer to an application', body: AnswerReport },
    },
    async (request, reply) => {
      checkCaller(request, config.platformClientId);
      const { evidence: ref, answer } = request.body;
      const evidence = checkEvidence(ref);
      const read = parseJws(answer, applicationAnswerTyp);
      const said = read.ok ? ApplicationAnswer.safeParse(read.value.payload) : undefined;
      const covered = evidence?.event === `apply.${said?.data?.outcome}` && evidence.subject === sha256Base64url(utf8(answer));
      if (!said?.success || !covered || evidence.env !== said.data.env) throw problem({ kind: 'evidence.invalid' });
      const { env, outcome } = said.data;
      if (!(await markAnswered(context, { env, ref, answer, outcome }))) throw problem({ kind: 'application.not-found' });
      return reply.code(204).send();
    },
  );
}
