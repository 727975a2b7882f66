// POST /v1/internal/presences: for the platform's eligibility service and no other caller.
import { PresenceIdentification, PresenceIdentified } from '@shishobako/contracts/eligibility-api';
import { type Access, principalOf } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { problem } from '../../../problems.ts';
import type { makeIdentifyPresence } from './identify-presence.ts';

export function identifyPresenceRoute(
  server: Server,
  deps: { access: Access; caller: string; identify: ReturnType<typeof makeIdentifyPresence> },
): void {
  server.post(
    '/v1/internal/presences',
    {
      config: { access: deps.access },
      bodyLimit: 64 * 1024,
      schema: {
        summary: 'Who the card on a terminal is, to the eligibility service',
        body: PresenceIdentification,
        response: { 200: PresenceIdentified },
      },
    },
    async (request, reply) => {
      if (principalOf(request).clientId !== deps.caller) throw problem({ kind: 'caller.refused' });
      const sub = await deps.identify(request.body);
      if (!sub.ok) throw problem(sub.error);
      reply.header('cache-control', 'no-store');
      return { sub: sub.value };
    },
  );
}
