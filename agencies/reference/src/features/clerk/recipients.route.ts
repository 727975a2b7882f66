// People in the records, whether their box is linked, and invitation codes for those who are not.

import { callFailure } from '@shishobako/agency-sdk/letter-sender';
import {
  ConsoleInvitation,
  ConsoleInvitationRequest,
  ConsoleRecipient,
  ConsoleRecipientPage,
  RecipientLinkState,
} from '@shishobako/contracts/console-api';
import type { Server } from '@shishobako/http/server';
import { AgencyCode } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { type Desk, invitePerson, refreshRecipients } from '../../desk.ts';
import { agencyProblem, toAgencyProblem } from '../../problems.ts';
import { recipientCursor } from '../../records/recipients.ts';
import { type ClerkAccess, sessionOf } from './clerk-access.ts';

const Query = z.strictObject({
  cursor: z.string().max(300).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  q: z.string().max(100).default(''),
  link: RecipientLinkState.optional(),
});
const Code = z.strictObject({ code: AgencyCode });

export function recipientRoutes(server: Server, desk: Desk, access: ClerkAccess): void {
  server.get(
    '/api/recipients',
    { config: { access: access('recipients.list') }, schema: { querystring: Query, response: { 200: ConsoleRecipientPage } } },
    async (request) => {
      await refreshRecipients(desk, 30_000);
      const { q, limit } = request.query;
      const items = desk.recipients.page({ ...request.query, link: request.query.link, limit: limit + 1 });
      const counts = desk.recipients.counts(q);
      const shown = items.slice(0, limit);
      const last = shown.at(-1);
      const total = request.query.link ? counts[request.query.link] : counts.reachable + counts.invited + counts.none;
      return { items: shown, next: items.length > limit && last ? recipientCursor(last) : null, total, counts };
    },
  );
  server.get(
    '/api/recipients/:code',
    { config: { access: access('recipients.read') }, schema: { params: Code, response: { 200: ConsoleRecipient } } },
    async (request) => {
      const recipient = desk.recipients.find(request.params.code);
      if (!recipient) throw agencyProblem({ kind: 'recipient.unknown' });
      return recipient;
    },
  );
  server.post(
    '/api/recipients/:code/invitations',
    {
      config: { access: access('recipients.invite') },
      schema: { params: Code, body: ConsoleInvitationRequest, response: { 200: ConsoleInvitation } },
    },
    async (request) => {
      const { code } = request.params;
      if (!desk.recipients.find(code)) throw agencyProblem({ kind: 'recipient.unknown' });
      const made = await invitePerson(desk, code, request.body.days);
      if (!made.ok) throw agencyProblem(toAgencyProblem(callFailure(made.error)));
      desk.activity.record({ by: sessionOf(request).clerk.id, action: 'invitation.made', code });
      return { code, ...made.value };
    },
  );
}
