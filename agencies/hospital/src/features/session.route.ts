// Who stands at the desk: a professional signs in with the HPKI card and its PIN for one shift (ELG-07).

import { consoleHeader } from '@shishobako/contracts/console-api';
import { DeskInfo, DeskSession, DeskSignIn } from '@shishobako/contracts/desk-api';
import { publicAccess } from '@shishobako/http/access';
import { japanDay } from '@shishobako/kernel/clock';
import { z } from 'zod';
import type { DeskContext } from '../desk.ts';
import { deskProblem, passOn } from '../problems.ts';
import type { StaffSession } from '../sessions.ts';

const shiftHours = 8;
const toSession = ({ label, staff }: StaffSession) => ({ label, expires: staff.statement.expires });

export function sessionRoutes({ server, config, terminal, eligibility, sessions, clock }: DeskContext): void {
  const { profile, square, publicUrl } = config;
  const cookie = { path: '/api', httpOnly: true, sameSite: 'strict' as const, secure: publicUrl.startsWith('https:') };

  server.get('/api/desk', { config: { access: publicAccess('desk.read') }, schema: { response: { 200: DeskInfo } } }, async () => {
    const found = await terminal.professionals();
    return {
      ...{ institution: profile.name, fictional: profile.fictional, square, terminal: config.terminal.id },
      ...{ today: japanDay(clock()), professionals: found.ok ? found.value.cards : [] },
    };
  });

  server.post(
    '/api/session',
    { config: { access: publicAccess('session.open') }, schema: { body: DeskSignIn, response: { 200: DeskSession } } },
    async (request, reply) => {
      if (request.headers[consoleHeader] !== '1') throw deskProblem({ kind: 'console.header' });
      const { professional, pin } = request.body;
      const known = await terminal.professionals();
      if (!known.ok) throw passOn(known.error, 'reader');
      const label = known.value.cards.find(({ id }) => id === professional)?.label ?? { ja: professional, en: professional };
      const order = { pin, audience: eligibility.audience, institution: profile.id, hours: shiftHours };
      const staff = await terminal.signIn(professional, order);
      if (!staff.ok) throw passOn(staff.error, 'reader');
      const session = { label, staff: staff.value };
      reply.setCookie(sessions.cookie, sessions.open(session), { ...cookie, expires: new Date(staff.value.statement.expires) });
      return toSession(session);
    },
  );
  server.get(
    '/api/session',
    { config: { access: sessions.access('session.read') }, schema: { response: { 200: DeskSession } } },
    async (request) => toSession(sessions.of(request)),
  );
  server.delete(
    '/api/session',
    { config: { access: sessions.access('session.end') }, schema: { response: { 204: z.undefined() } } },
    async (request, reply) => {
      sessions.end(request);
      return reply.clearCookie(sessions.cookie, cookie).code(204).send(undefined);
    },
  );
}
