// A clerk's session: cookie (HttpOnly, SameSite=Strict, Path=/v1/operator), and a header on every writing request that no form can send.
import { consoleHeader } from '@shishobako/contracts/console-api';
import type { Access } from '@shishobako/http/access';
import type { FastifyRequest } from 'fastify';
import type { Clerk, Clerks } from '../../clerks.repo.ts';
import { problem } from '../../problems.ts';

type Session = { readonly clerk: Clerk; readonly token: string; readonly expires: Date };
const sessions = new WeakMap<FastifyRequest, Session>();
export const cookieName = 'concierge-clerk';

export function sessionOf(request: FastifyRequest): Session {
  const session = sessions.get(request);
  if (!session) throw new Error('route has no clerk session');
  return session;
}

export function makeClerkAccess(clerks: Clerks) {
  return (action: string): Access => ({
    action,
    kind: 'session',
    async check(request) {
      // Access is checked before any plugin has looked at the request, so the header is read here.
      const token = request.server.parseCookie(request.headers.cookie ?? '')[cookieName];
      const session = token ? await clerks.findSession(token) : undefined;
      if (!token || !session) throw problem({ kind: 'session.required' });
      if (request.method !== 'GET' && request.headers[consoleHeader] !== '1') throw problem({ kind: 'console.header' });
      sessions.set(request, { ...session, token });
    },
  });
}
export type ClerkAccess = ReturnType<typeof makeClerkAccess>;
