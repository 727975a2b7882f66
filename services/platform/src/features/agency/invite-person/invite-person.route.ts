// POST /v1/agency/invitations (PLT-02): a one-time code for a person the agency has checked. It is shown once and kept as a keyed hash.
import { randomBytes } from 'node:crypto';
import { Invitation, InvitationRequest } from '@shishobako/contracts/agency-api';
import { rfc3339 } from '@shishobako/kernel/clock';
import { sql } from 'kysely';
import { agencyOf, type PlatformContext } from '../../../context.ts';
import { makeInvitationCode } from '../../../domain/invitation-code.ts';

const dayMs = 86_400_000;

export function invitePersonRoute(context: PlatformContext): void {
  const { server, access, secrets, db, clock } = context;
  server.post(
    '/v1/agency/invitations',
    {
      config: { access: access('invitation.make', { scope: 'agency' }) },
      schema: { summary: 'Make a one-time invitation', body: InvitationRequest, response: { 201: Invitation } },
    },
    async (request, reply) => {
      const agency = await agencyOf(context, request);
      const invitation = makeInvitationCode(randomBytes(10));
      const hash = secrets.invitationHash(invitation);
      const made = clock();
      const expires = rfc3339(made + request.body.days * dayMs);
      await sql`
        insert into invitation (hash, agency, sealed_code, made, expires)
        values (${hash}, ${agency.id}, ${secrets.sealCode(hash, request.body.code)}, ${rfc3339(made)}, ${expires})`.execute(db);
      return reply.code(201).send({ invitation, expires });
    },
  );
}
