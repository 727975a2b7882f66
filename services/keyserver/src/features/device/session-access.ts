// Access by a release session: the keyserver's own token and a proof of the device key it is bound to (RFC 9449). Tokens of the identity
// provider are not read here at all: the card opens, the token does not (architecture §1, sentence 3).
import type { Access } from '@shishobako/http/access';
import { makeDpopCheck, type ReplayStore } from '@shishobako/http/dpop';
import { commonProblem } from '@shishobako/http/problems';
import type { Clock } from '@shishobako/kernel/clock';
import type { FastifyRequest } from 'fastify';
import type { DeviceSession } from '../../domain/session.ts';
import type { Sessions } from '../../ports/sessions.ts';
import { problem } from '../../problems.ts';

export type DeviceCall = { readonly session: DeviceSession /** `jti` of the proof of possession. */; readonly proof: string };

const calls = new WeakMap<FastifyRequest, DeviceCall>();

/** The session of a route with session access; throws on another route. */
export function deviceCallOf(request: FastifyRequest): DeviceCall {
  const call = calls.get(request);
  if (!call) throw new Error('route has no session');
  return call;
}

export type SessionAccess = (action: string) => Access;

export function makeSessionAccess(deps: { sessions: Sessions; publicUrl: string; clock: Clock; replay: ReplayStore }): SessionAccess {
  const checkDpop = makeDpopCheck(deps);
  return (action) => ({
    action,
    kind: 'session',
    async check(request) {
      const [scheme, token] = request.headers.authorization?.split(' ') ?? [];
      if (!token || scheme?.toLowerCase() !== 'dpop') throw commonProblem({ kind: 'access.missing' });
      const { dpop } = request.headers;
      const proof = await checkDpop({
        proof: typeof dpop === 'string' ? dpop : undefined,
        method: request.method,
        url: deps.publicUrl + (request.url.split('?')[0] ?? ''),
        accessToken: token,
      });
      if (!proof.ok) throw commonProblem({ kind: 'access.invalid', detail: proof.error.kind });
      const session = await deps.sessions.use(token, proof.value.jkt);
      if (!session) throw problem({ kind: 'session.invalid' });
      calls.set(request, { session, proof: proof.value.jti });
    },
  });
}
