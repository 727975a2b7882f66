// POST /v1/citizen/interactions/:uid/card — hands in the card's signed statement; answers where the browser goes next.
import { CardSignIn, InteractionResult } from '@shishobako/contracts/idp-api';
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { problem } from '../../../problems.ts';
import type { Interactions } from '../../../provider/interactions.ts';
import { InteractionParams } from '../read-interaction/read-interaction.route.ts';
import type { makeSignInByCard } from './sign-in-by-card.ts';

export function signInByCardRoute(
  server: Server,
  deps: { interactions: Interactions; signInByCard: ReturnType<typeof makeSignInByCard> },
): void {
  server.post(
    '/v1/citizen/interactions/:uid/card',
    {
      config: { access: publicAccess('interaction.sign-in') },
      bodyLimit: 32 * 1024,
      schema: {
        summary: 'Sign in with the card’s statement',
        params: InteractionParams,
        body: CardSignIn,
        response: { 200: InteractionResult },
      },
    },
    async (request, reply) => {
      const raw = { request: request.raw, response: reply.raw };
      const interaction = await deps.interactions.find(raw, request.params.uid);
      if (!interaction) throw problem({ kind: 'interaction.not-found' });
      const account = await deps.signInByCard({ interaction, signed: request.body.signed });
      if (!account.ok) throw problem(account.error);
      reply.header('cache-control', 'no-store');
      return { redirectTo: await deps.interactions.finish(raw, account.value) };
    },
  );
}
