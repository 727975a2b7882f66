// Sign-in of clerks. The answer to a wrong id is the answer to a wrong password; five failures in a row make the id wait a minute.
import { OperatorSession } from '@shishobako/contracts/concierge-api';
import { ClerkSignIn } from '@shishobako/contracts/console-api';
import { publicAccess } from '@shishobako/http/access';
import { z } from 'zod';
import type { Clerk } from '../../../clerks.repo.ts';
import type { ConciergeContext } from '../../../context.ts';
import { problem } from '../../../problems.ts';
import { cookieName, sessionOf } from '../clerk-access.ts';

const maxFailures = 5;
const waitMs = 60_000;

export function signInRoutes({ server, clerks, clock, config, access }: ConciergeContext): void {
  const failures = new Map<string, { count: number; until: number }>();
  const cookie = { path: '/v1/operator', httpOnly: true, sameSite: 'strict' as const, secure: config.publicUrl.startsWith('https:') };
  const view = (clerk: Clerk, expires: Date): OperatorSession => {
    const municipality = config.municipalities.find((m) => m.code === clerk.municipality);
    return {
      clerk: { id: clerk.id, name: clerk.name },
      municipality: { code: clerk.municipality, name: municipality?.name ?? { ja: clerk.municipality, en: clerk.municipality } },
      fictional: municipality?.fictional ?? false,
      expires: expires.toISOString(),
    };
  };

  server.post(
    '/v1/operator/session',
    {
      config: { access: publicAccess('clerk.sign-in') },
      schema: { summary: 'Sign a clerk in', body: ClerkSignIn, response: { 200: OperatorSession } },
    },
    async (request, reply) => {
      const { id, password } = request.body;
      const failed = failures.get(id);
      if (failed && failed.count >= maxFailures && failed.until > clock()) throw problem({ kind: 'sign-in.too-many' });
      const clerk = await clerks.check(id, password);
      if (!clerk) {
        if (failures.size > 10_000) failures.clear();
        const fresh = !failed || failed.until <= clock();
        failures.set(id, { count: fresh ? 1 : failed.count + 1, until: clock() + waitMs });
        throw problem({ kind: 'credentials.wrong' });
      }
      failures.delete(id);
      const { token, expires } = await clerks.openSession(clerk);
      reply.setCookie(cookieName, token, { ...cookie, expires });
      return view(clerk, expires);
    },
  );
  server.get(
    '/v1/operator/session',
    { config: { access: access('clerk.session') }, schema: { summary: 'Who is signed in', response: { 200: OperatorSession } } },
    async (request) => {
      const { clerk, expires } = sessionOf(request);
      return view(clerk, expires);
    },
  );
  server.delete(
    '/v1/operator/session',
    { config: { access: access('clerk.sign-out') }, schema: { summary: 'Sign out', response: { 204: z.undefined() } } },
    async (request, reply) => {
      await clerks.endSession(sessionOf(request).token);
      return reply.clearCookie(cookieName, cookie).code(204).send();
    },
  );
}
