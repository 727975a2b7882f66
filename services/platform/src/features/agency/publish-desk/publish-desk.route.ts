// PUT /v1/agency/application-desk: forms and key an agency offers to applicants, signed by its sender key. The platform only passes the
// statement on; devices believe the signature. That it was published, and when, stands in the log.
import { AgencyDesk, agencyDeskTyp, DeskPublication } from '@shishobako/contracts/application';
import { sha256Base64url } from '@shishobako/crypto/node/digest';
import { withTransaction } from '@shishobako/database/transaction';
import { utf8 } from '@shishobako/kernel/bytes';
import { sql } from 'kysely';
import type { AgencySignatureCheck } from '../../../adapters/sender-check.ts';
import { agencyOf, type PlatformContext } from '../../../context.ts';
import { problem } from '../../../problems.ts';

export function publishDeskRoute(context: PlatformContext, checkSigned: AgencySignatureCheck): void {
  const { server, access, db, evidence, clock } = context;
  server.put(
    '/v1/agency/application-desk',
    {
      config: { access: access('desk.publish', { scope: 'agency' }) },
      schema: { summary: 'Publish forms and key for applicants', body: DeskPublication },
    },
    async (request, reply) => {
      const agency = await agencyOf(context, request);
      const { desk: jws } = request.body;
      const signed = await checkSigned(jws, agencyDeskTyp, agency);
      if (!signed.ok) throw problem(signed.error);
      const desk = AgencyDesk.safeParse(signed.value);
      if (!desk.success || desk.data.agency.id !== agency.id || Date.parse(desk.data.key.notAfter) <= clock())
        throw problem({ kind: 'desk.invalid' });
      await withTransaction(db, async (trx) => {
        const { rows } = await sql`select 1 from agency_desk where agency = ${agency.id} and desk = ${jws}`.execute(trx);
        if (rows.length > 0) return;
        const made = await evidence.record(trx, { event: 'key.published', sender: agency.id, subject: sha256Base64url(utf8(jws)) });
        await sql`
          insert into agency_desk (agency, desk, kid, published, evidence)
          values (${agency.id}, ${jws}, ${desk.data.key.kid}, ${made.time}, ${made.id})
          on conflict (agency) do update set desk = excluded.desk, kid = excluded.kid, published = excluded.published,
            evidence = excluded.evidence`.execute(trx);
      });
      return reply.code(204).send();
    },
  );
}
