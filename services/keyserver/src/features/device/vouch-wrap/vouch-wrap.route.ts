// POST /v1/device/own-wraps — the keyserver's word that the holder of a key made a wrap.
import { OwnWrapAnswer, OwnWrapRequest } from '@shishobako/contracts/own-document';
import type { Server } from '@shishobako/http/server';
import { problem } from '../../../problems.ts';
import { deviceCallOf, type SessionAccess } from '../session-access.ts';
import type { makeVouchWrap } from './vouch-wrap.ts';

export function vouchWrapRoute(server: Server, deps: { vouchWrap: ReturnType<typeof makeVouchWrap>; access: SessionAccess }): void {
  server.post(
    '/v1/device/own-wraps',
    {
      config: { access: deps.access('wrap.vouch') },
      bodyLimit: 1024,
      schema: { summary: 'Vouch for a wrap of the owner’s own', body: OwnWrapRequest, response: { 200: OwnWrapAnswer } },
    },
    async (request) => {
      const vouched = await deps.vouchWrap(deviceCallOf(request).session, request.body);
      if (vouched.ok) return vouched.value;
      const { error } = vouched;
      throw error.kind === 'floor.refused'
        ? problem({ kind: error.kind, facts: { want: error.want, level: error.level } })
        : problem({ kind: error.kind });
    },
  );
}
