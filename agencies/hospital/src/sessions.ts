// A professional's sign-in at this desk: the card's statement stays in memory for the shift and goes with each question; a restart ends all.
import { randomBytes } from 'node:crypto';
import { consoleHeader } from '@shishobako/contracts/console-api';
import type { Bilingual } from '@shishobako/contracts/primitives';
import type { SignedStaffStatement } from '@shishobako/contracts/staff-statement';
import type { Access } from '@shishobako/http/access';
import type { Clock } from '@shishobako/kernel/clock';
import type { FastifyRequest } from 'fastify';
import { deskProblem } from './problems.ts';

export type StaffSession = { readonly label: Bilingual; readonly staff: SignedStaffStatement };

export function makeSessions(institution: string, clock: Clock) {
  const sessions = new Map<string, StaffSession>();
  const cookie = `desk-${institution}`;
  const tokenOf = (request: FastifyRequest): string => request.server.parseCookie(request.headers.cookie ?? '')[cookie] ?? '';

  function find(request: FastifyRequest): StaffSession | undefined {
    const token = tokenOf(request);
    const session = sessions.get(token);
    if (session && Date.parse(session.staff.statement.expires) > clock()) return session;
    sessions.delete(token);
    return undefined;
  }

  return {
    cookie,
    open(session: StaffSession): string {
      const token = randomBytes(32).toString('base64url');
      sessions.set(token, session);
      return token;
    },
    end: (request: FastifyRequest): void => void sessions.delete(tokenOf(request)),
    of(request: FastifyRequest): StaffSession {
      const session = find(request);
      if (!session) throw deskProblem({ kind: 'session.required' });
      return session;
    },
    access: (action: string): Access => ({
      action,
      kind: 'session',
      async check(request) {
        if (!find(request)) throw deskProblem({ kind: 'session.required' });
        if (request.method !== 'GET' && request.headers[consoleHeader] !== '1') throw deskProblem({ kind: 'console.header' });
      },
    }),
  };
}
export type Sessions = ReturnType<typeof makeSessions>;
