// A clerk's session: cookie (HttpOnly, SameSite=Strict, Path=/api), and a header on every writing request that no form can send.
import { consoleHeader } from '@shishobako/contracts/console-api';
import type { Access } from '@shishobako/http/access';
import type { FastifyRequest } from 'fastify';
import { agencyProblem } from '../../problems.ts';
import type { Clerk, Clerks } from '../../records/clerks.ts';

const sessions = new WeakMap<FastifyRequest, { clerk: Clerk; token: string; expires: number }>();

export function sessionOf(request: FastifyRequest): { clerk: Clerk; token: string; expires: number } {
  const session = sessions.get(request);
  if (!session) throw new Error('route has no clerk session');
  return session;
}

/** The agency's id is in the name: consoles of several agencies share a host in the demo, and cookies do not know ports. */
export const cookieName = (agency: string): string => `console-${agency}`;

export function makeClerkAccess(agency: string, clerks: Clerks) {
  return (action: string): Access => ({
    action,
    kind: 'session',
    async check(request) {
      // Access is checked before any plugin has looked at the request, so the header is read here.
      const token = request.server.parseCookie(request.headers.cookie ?? '')[cookieName(agency)];
      const session = token ? clerks.findSession(token) : undefined;
      if (!token || !session) throw agencyProblem({ kind: 'session.required' });
      if (request.method !== 'GET' && request.headers[consoleHeader] !== '1') throw agencyProblem({ kind: 'console.header' });
      sessions.set(request, { ...session, token });
    },
  });
}
export type ClerkAccess = ReturnType<typeof makeClerkAccess>;
