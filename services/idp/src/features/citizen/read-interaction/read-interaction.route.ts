// GET /v1/citizen/interactions/:uid — what the reader's sign-in page needs: who asks, and a nonce for the card.
// With `?to=reader` it is the library's own redirect passing through: the browser goes on to the reader's page.
import { Interaction } from '@shishobako/contracts/idp-api';
import type { Bilingual } from '@shishobako/contracts/primitives';
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { rfc3339 } from '@shishobako/kernel/clock';
import { z } from 'zod';
import type { Accounts } from '../../../ports/accounts.ts';
import { problem } from '../../../problems.ts';
import type { Interactions } from '../../../provider/interactions.ts';

export const InteractionParams = z.strictObject({ uid: z.string().regex(/^[A-Za-z0-9_-]{10,64}$/) });

export function readInteractionRoute(
  server: Server,
  deps: { interactions: Interactions; accounts: Accounts; reader: string; clientName: (id: string) => Bilingual | undefined },
): void {
  server.get(
    '/v1/citizen/interactions/:uid',
    {
      config: { access: publicAccess('interaction.read') },
      schema: {
        summary: 'Read a sign-in that waits for the card',
        params: InteractionParams,
        querystring: z.strictObject({ to: z.literal('reader').optional() }),
        response: { 200: Interaction },
      },
    },
    async (request, reply) => {
      const { uid } = request.params;
      if (request.query.to) return reply.redirect(`${deps.reader}/sign-in?interaction=${uid}`, 303);
      const found = await deps.interactions.find({ request: request.raw, response: reply.raw }, uid);
      const name = found && deps.clientName(found.clientId);
      if (!found || !name) throw problem({ kind: 'interaction.not-found' });
      const { nonce, expires } = await deps.accounts.issueNonce(uid);
      reply.header('cache-control', 'no-store');
      return { uid, client: { id: found.clientId, name }, nonceIdp: nonce, expires: rfc3339(expires), jkt: found.jkt };
    },
  );
}
