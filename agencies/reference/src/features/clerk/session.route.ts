// Sign-in of clerks. The answer to a wrong id is the answer to a wrong password; five failures in a row make the id wait a minute.
import { ClerkSignIn, ConsoleSession } from '@shishobako/contracts/console-api';
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { z } from 'zod';
import { agencyProblem } from '../../problems.ts';
import type { Clerks } from '../../records/clerks.ts';
import { type ClerkAccess, cookieName, sessionOf } from './clerk-access.ts';

const maxFailures = 5;
const waitMs = 60_000;

/** What signing in needs of a desk, whatever else the desk does. */
export type SignInDesk = {
  readonly profile: { readonly id: string };
  readonly clerks: Clerks;
  readonly clock: Clock;
  readonly activity: { record(entry: { by: string; action: 'clerk.signed-in' | 'clerk.signed-out' | 'clerk.refused' }): void };
};

export function sessionRoutes(server: Server, desk: SignInDesk, access: ClerkAccess, secure: boolean): void {
  const failures = new Map<string, { count: number; until: number }>();
  const cookie = { path: '/api', httpOnly: true, sameSite: 'strict' as const, secure };
  const name = cookieName(desk.profile.id);

  server.post(
    '/api/session',
    { config: { access: publicAccess('session.open') }, schema: { body: ClerkSignIn, response: { 200: ConsoleSession } } },
    async (request, reply) => {
      const { id, password } = request.body;
      const failed = failures.get(id);
      if (failed && failed.count >= maxFailures && failed.until > desk.clock()) throw agencyProblem({ kind: 'sign-in.too-many' });
      const clerk = await desk.clerks.check(id, password);
      if (!clerk) {
        if (failures.size > 10_000) failures.clear();
        const fresh = !failed || failed.until <= desk.clock();
        failures.set(id, { count: fresh ? 1 : failed.count + 1, until: desk.clock() + waitMs });
        desk.activity.record({ by: 'system', action: 'clerk.refused' });
        throw agencyProblem({ kind: 'credentials.wrong' });
      }
      failures.delete(id);
      const session = desk.clerks.openSession(clerk);
      desk.activity.record({ by: clerk.id, action: 'clerk.signed-in' });
      reply.setCookie(name, session.token, { ...cookie, expires: new Date(session.expires) });
      return { clerk: { id: clerk.id, name: clerk.name }, expires: rfc3339(session.expires) };
    },
  );
  server.get(
    '/api/session',
    { config: { access: access('session.read') }, schema: { response: { 200: ConsoleSession } } },
    async (request) => {
      const { clerk, expires } = sessionOf(request);
      return { clerk: { id: clerk.id, name: clerk.name }, expires: rfc3339(expires) };
    },
  );
  server.delete(
    '/api/session',
    { config: { access: access('session.end') }, schema: { response: { 204: z.undefined() } } },
    async (request, reply) => {
      const { clerk, token } = sessionOf(request);
      desk.clerks.endSession(token);
      desk.activity.record({ by: clerk.id, action: 'clerk.signed-out' });
      return reply.clearCookie(name, cookie).code(204).send();
    },
  );
}
