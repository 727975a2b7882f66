// POST /tsa (RFC 3161 §3.4): time stamps. GET /tsa/certificate: the unit's certificate, issued by the sender authority.
import { randomBytes } from 'node:crypto';
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { Clock } from '@shishobako/kernel/clock';
import { DerError } from '@shishobako/pki/der/read';
import {
  buildStampRefusal,
  buildTimeStamp,
  readTimeStampRequest,
  type TimeStampAuthority,
} from '@shishobako/pki/timestamp/build-time-stamp';

const MAX_REQUEST = 4 * 1024;

export function stampTimeRoutes(server: Server, { unit, clock }: { readonly unit: TimeStampAuthority; readonly clock: Clock }): void {
  async function answer(body: Uint8Array): Promise<Uint8Array> {
    try {
      const request = readTimeStampRequest(body);
      if (!request) return buildStampRefusal('badAlg');
      if (request.policy !== undefined && request.policy !== unit.policy) return buildStampRefusal('unacceptedPolicy');
      return await buildTimeStamp(request, unit, clock(), randomBytes(16));
    } catch (cause) {
      if (cause instanceof DerError) return buildStampRefusal('badDataFormat');
      throw cause;
    }
  }

  server.addContentTypeParser('application/timestamp-query', { parseAs: 'buffer', bodyLimit: MAX_REQUEST }, (_request, body, done) =>
    done(null, body),
  );
  server.post(
    '/tsa',
    {
      config: { access: publicAccess('time.stamp') },
      bodyLimit: MAX_REQUEST,
      schema: {
        summary: 'Time stamp',
        description: 'Takes application/timestamp-query, answers application/timestamp-reply.',
        tags: ['time'],
      },
    },
    async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      return reply
        .type('application/timestamp-reply')
        .header('cache-control', 'no-store')
        .send(Buffer.from(await answer(body)));
    },
  );
  server.get(
    '/tsa/certificate',
    { config: { access: publicAccess('time.certificate') }, schema: { summary: 'Certificate of the time-stamping unit', tags: ['time'] } },
    (_request, reply) => reply.type('application/pkix-cert').send(Buffer.from(unit.certificate)),
  );
}
