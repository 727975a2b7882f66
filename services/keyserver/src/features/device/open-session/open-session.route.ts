// POST /v1/device/sessions — the signed card statement opens a release session.
import { keyserverLimits, Session, SessionRequest } from '@shishobako/contracts/keyserver-api';
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { rfc3339 } from '@shishobako/kernel/clock';
import { problem } from '../../../problems.ts';
import type { makeOpenSession } from './open-session.ts';

export function openSessionRoute(server: Server, deps: { openSession: ReturnType<typeof makeOpenSession> }): void {
  server.post(
    '/v1/device/sessions',
    {
      config: { access: publicAccess('session.open') },
      bodyLimit: 32 * 1024,
      schema: { summary: 'Open a release session with the card’s statement', body: SessionRequest, response: { 200: Session } },
    },
    async (request, reply) => {
      const opened = await deps.openSession(request.body);
      if (!opened.ok) {
        const { error } = opened;
        throw problem({ ...error, ...(error.kind === 'succession.waiting' && { facts: { until: error.until } }) });
      }
      const { token, keyholder, expires } = opened.value;
      reply.header('cache-control', 'no-store');
      return { token, keyholder, expires: rfc3339(expires), idleSeconds: keyserverLimits.idleSeconds };
    },
  );
}
