// GET /v1/device/keys — every key of this person, so that the device notices one it never asked for (row 03).
import { KeyList } from '@shishobako/contracts/keyserver-api';
import type { Server } from '@shishobako/http/server';
import type { BoxKeys } from '../../../ports/box-keys.ts';
import { deviceCallOf, type SessionAccess } from '../session-access.ts';

export function listKeysRoute(server: Server, deps: { boxKeys: BoxKeys; access: SessionAccess }): void {
  server.get(
    '/v1/device/keys',
    { config: { access: deps.access('key.list') }, schema: { summary: 'List my keys', response: { 200: KeyList } } },
    async (request) => {
      const keys = await deps.boxKeys.list(deviceCallOf(request).session.keyholder);
      return { keys: keys.map(({ binding: { kid, alias, epoch }, entry }) => ({ kid, alias, epoch, entry })) };
    },
  );
}
