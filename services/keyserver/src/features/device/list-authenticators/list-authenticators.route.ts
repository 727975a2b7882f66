// GET /v1/device/authenticators — every card and phone that opens or opened this person's letters, so that a stranger's is noticed (row 14).
import { Authenticators } from '@shishobako/contracts/phone';
import type { Server } from '@shishobako/http/server';
import type { Phones } from '../../../ports/phones.ts';
import { deviceCallOf, type SessionAccess } from '../session-access.ts';

export function listAuthenticatorsRoute(server: Server, deps: { phones: Phones; access: SessionAccess }): void {
  server.get(
    '/v1/device/authenticators',
    {
      config: { access: deps.access('authenticator.list') },
      schema: { summary: 'List my card and my phone', response: { 200: Authenticators } },
    },
    async (request) => ({ authenticators: [...(await deps.phones.list(deviceCallOf(request).session))] }),
  );
}
