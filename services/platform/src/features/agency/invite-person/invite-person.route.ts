// POST /v1/agency/invitations (PLT-02): the agency invites a person it has checked, which ends its invitations of that person before. The code
// itself never comes here (ADR 0028).
import { Invitation, InvitationRequest } from '@shishobako/contracts/agency-api';
import { withTransaction } from '@shishobako/database/transaction';
import { rfc3339 } from '@shishobako/kernel/clock';
import { sql } from 'kysely';
import { agencyOf, type PlatformContext } from '../../../context.ts';
import { lockPerson } from '../../../person-lock.ts';
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
      const linkKey = secrets.linkKey(agency.id, code);
      await withTransaction(db, async (trx) => {
        await lockPerson(trx, linkKey);
        await sql`
          update invitation set replaced = ${rfc3339(made)} where link_key = ${linkKey} and used is null and replaced is null`.execute(trx);
        const { numAffectedRows } = await sql`
          insert into invitation (hash, agency, link_key, sealed, made, expires)
          values (${hash}, ${agency.id}, ${linkKey}, ${secrets.sealInvited(hash, { code, serial })}, ${rfc3339(made)}, ${expires})
          on conflict do nothing`.execute(trx);
        if (numAffectedRows !== 1n) throw problem({ kind: 'invitation.exists' });
      });
      return reply.code(201).send({ expires });
    },
  );
}
