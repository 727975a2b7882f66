// POST /v1/agency/invitations (PLT-02): the agency invites a person it has checked. The code itself never comes here (ADR 0028).
import { Invitation, InvitationRequest } from '@shishobako/contracts/agency-api';
import { rfc3339 } from '@shishobako/kernel/clock';
import { sql } from 'kysely';
import { agencyOf, type PlatformContext } from '../../../context.ts';
import { problem } from '../../../problems.ts';

const dayMs = 86_400_000;

export function invitePersonRoute(context: PlatformContext): void {
  const { server, access, secrets, db, clock } = context;
  server.post(
    '/v1/agency/invitations',
    {
      config: { access: access('invitation.make', { scope: 'agency' }) },
      schema: { summary: 'Make a one-time invitation known', body: InvitationRequest, response: { 201: Invitation } },
    },
    async (request, reply) => {
      const agency = await agencyOf(context, request);
      const { code, lookup, serial, days } = request.body;
      const hash = secrets.invitationHash(lookup);
      const made = clock();
      const expires = rfc3339(made + days * dayMs);
      const { numAffectedRows } = await sql`
        insert into invitation (hash, agency, sealed, made, expires)
        values (${hash}, ${agency.id}, ${secrets.sealInvited(hash, { code, serial })}, ${rfc3339(made)}, ${expires})
        on conflict do nothing`.execute(db);
      if (numAffectedRows !== 1n) throw problem({ kind: 'invitation.exists' });
      return reply.code(201).send({ expires });
    },
  );
}
