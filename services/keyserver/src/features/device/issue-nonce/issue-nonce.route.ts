// POST /v1/device/nonces — a value for the card to sign: single use, 120 s.
import { Nonce } from '@shishobako/contracts/keyserver-api';
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { rfc3339 } from '@shishobako/kernel/clock';
import { z } from 'zod';
import type { Sessions } from '../../../ports/sessions.ts';

export function issueNonceRoute(server: Server, deps: { sessions: Sessions }): void {
  server.post(
    '/v1/device/nonces',
    {
      config: { access: publicAccess('nonce.issue') },
      bodyLimit: 1024,
      schema: { summary: 'Get a nonce for the card statement', body: z.strictObject({}), response: { 200: Nonce } },
    },
    async (_request, reply) => {
      const { nonce, expires } = await deps.sessions.issueNonce();
      reply.header('cache-control', 'no-store');
      return { nonce, expires: rfc3339(expires) };
    },
  );
}
