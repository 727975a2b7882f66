// DELETE /v1/device/session — the citizen leaves: the token is worth nothing from now on.
import type { Server } from '@shishobako/http/server';
import { z } from 'zod';
import type { Sessions } from '../../../ports/sessions.ts';
import { deviceCallOf, type SessionAccess } from '../session-access.ts';

export function closeSessionRoute(server: Server, deps: { sessions: Sessions; access: SessionAccess }): void {
  server.delete(
    '/v1/device/session',
    { config: { access: deps.access('session.close') }, schema: { summary: 'End this session', response: { 204: z.undefined() } } },
    async (request, reply) => {
      await deps.sessions.close(deviceCallOf(request).session);
      return reply.code(204).send();
    },
  );
}
