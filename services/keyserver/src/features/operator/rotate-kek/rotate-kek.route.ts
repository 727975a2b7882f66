// POST /v1/operator/kek-rotations — a new key-encryption key; the box keys follow in the background.
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { z } from 'zod';
import type { TokenPort } from '../../../ports/token.ts';

export function rotateKekRoute(
  server: Server,
  deps: { token: TokenPort; startRewrap: () => Promise<void>; access: (action: string) => Access },
): void {
  server.post(
    '/v1/operator/kek-rotations',
    {
      config: { access: deps.access('kek.rotate') },
      schema: {
        summary: 'Rotate the key-encryption key',
        body: z.strictObject({}),
        response: { 202: z.strictObject({ epoch: z.int() }) },
      },
    },
    async (_request, reply) => {
      const epoch = await deps.token.rotateKek();
      await deps.startRewrap();
      return reply.code(202).send({ epoch });
    },
  );
}
