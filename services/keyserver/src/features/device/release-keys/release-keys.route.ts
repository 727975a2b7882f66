// POST /v1/device/releases — the portal's decision and the wraps it names, for content keys sealed to this device.
import { ReleaseAnswer, ReleaseRequest } from '@shishobako/contracts/keyserver-api';
import type { Server } from '@shishobako/http/server';
import { problem } from '../../../problems.ts';
import { deviceCallOf, type SessionAccess } from '../session-access.ts';
import type { makeReleaseKeys } from './release-keys.ts';

export function releaseKeysRoute(server: Server, deps: { releaseKeys: ReturnType<typeof makeReleaseKeys>; access: SessionAccess }): void {
  server.post(
    '/v1/device/releases',
    {
      config: { access: deps.access('key.release') },
      bodyLimit: 512 * 1024,
      schema: { summary: 'Release content keys to this device', body: ReleaseRequest, response: { 200: ReleaseAnswer } },
    },
    async (request, reply) => {
      const released = await deps.releaseKeys(deviceCallOf(request), request.body);
      if (!released.ok) {
        const { error } = released;
        if (error.kind === 'decision.invalid') throw problem({ kind: error.kind, detail: error.reason });
        if (error.kind === 'floor.refused') {
          throw problem({ kind: error.kind, facts: { want: error.want, level: error.want === 'level' ? error.level : null } });
        }
        throw problem(error);
      }
      reply.header('cache-control', 'no-store');
      return released.value;
    },
  );
}
