// POST /ocsp (RFC 6960 appendix A.1).
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { makeAnswerOcsp } from './answer-ocsp.ts';

const MAX_REQUEST = 16 * 1024;

export function answerOcspRoute(server: Server, answerOcsp: ReturnType<typeof makeAnswerOcsp>): void {
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
        description: 'Takes application/ocsp-request, answers application/ocsp-response.',
        tags: ['status'],
      },
    },
    async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      return reply
        .type('application/ocsp-response')
        .header('cache-control', 'no-store')
        .send(Buffer.from(await answerOcsp(body)));
    },
  );
}
