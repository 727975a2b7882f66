// POST /ocsp (RFC 6960 appendix A.1). About certificates on cards it answers registered verifiers only; about all others, everybody.
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { AdmitVerifier } from '../../verifier/admit-verifier.ts';
import type { makeAnswerOcsp } from './answer-ocsp.ts';

const MAX_REQUEST = 16 * 1024;

export function answerOcspRoute(server: Server, answerOcsp: ReturnType<typeof makeAnswerOcsp>, admitVerifier: AdmitVerifier): void {
  server.addContentTypeParser('application/ocsp-request', { parseAs: 'buffer', bodyLimit: MAX_REQUEST }, (_request, body, done) =>
    done(null, body),
  );
  server.post(
    '/ocsp',
    {
      config: { access: publicAccess('certificate.status') },
      bodyLimit: MAX_REQUEST,
      schema: {
        summary: 'Certificate status (OCSP)',
        description:
          'Takes application/ocsp-request, answers application/ocsp-response. Certificates on cards: signed request of a registered verifier.',
        tags: ['status'],
      },
    },
    async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const answer = await answerOcsp(body, (use) => admitVerifier(request, { operation: 'ocsp', use, body }));
      return reply.type('application/ocsp-response').header('cache-control', 'no-store').send(Buffer.from(answer));
    },
  );
}
