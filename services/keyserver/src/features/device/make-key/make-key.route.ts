// POST /v1/device/keys — the signed entry of the key for one alias.
import { KeyAnswer, KeyRequest } from '@shishobako/contracts/keyserver-api';
import type { Server } from '@shishobako/http/server';
import { problem } from '../../../problems.ts';
import { deviceCallOf, type SessionAccess } from '../session-access.ts';
import type { makeMakeKey } from './make-key.ts';

export function makeKeyRoute(server: Server, deps: { makeKey: ReturnType<typeof makeMakeKey>; access: SessionAccess }): void {
  server.post(
    '/v1/device/keys',
    {
      config: { access: deps.access('key.make') },
      bodyLimit: 1024,
      schema: { summary: 'Make the key of a link, or get it again', body: KeyRequest, response: { 200: KeyAnswer } },
    },
    async (request) => {
      const made = await deps.makeKey(deviceCallOf(request).session.keyholder, request.body.alias);
      if (!made.ok) throw problem(made.error);
      return made.value;
    },
  );
}
