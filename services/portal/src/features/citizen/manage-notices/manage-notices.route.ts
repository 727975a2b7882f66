// GET and PUT /v1/citizen/notification (PTL-07): where the content-free notice goes.
import { NotificationSettings } from '@shishobako/contracts/citizen-api';
import { addJob } from '@shishobako/database/jobs';
import { sql } from 'kysely';
import { checkDecision, inBox, type PortalContext } from '../../../context.ts';
import { byOwner, recordAccess } from '../../../history.repo.ts';
import { tellOwnerJob } from '../../../jobs/tell-owner.ts';
import { visitOf } from '../../../visit.ts';

export function manageNoticesRoutes(context: PortalContext): void {
  const { server, access, db, clock, policy } = context;

  server.get(
    '/v1/citizen/notification',
    {
      config: { access: access('settings.read', { scope: 'box' }) },
      schema: { summary: 'Where notices go', response: { 200: NotificationSettings } },
    },
    async (request) => {
      const { session, id } = await visitOf(context, request);
      checkDecision(policy.onBox('settings.read', session, id));
      const { rows } = await inBox(db, session.box, id, (trx) =>
        sql<NotificationSettings>`select email, enabled from notification where box = ${session.box}`.execute(trx),
      );
      return rows[0] ?? { email: null, enabled: false };
    },
  );

  server.put(
    '/v1/citizen/notification',
    {
      config: { access: access('settings.change', { scope: 'box' }) },
      schema: { summary: 'Change where notices go', body: NotificationSettings, response: { 200: NotificationSettings } },
    },
    async (request) => {
      const { session, id } = await visitOf(context, request);
      const decision = checkDecision(policy.onBox('settings.change', session, id));
      const { email, enabled } = request.body;
      await inBox(db, session.box, id, async (trx) => {
        const { rows } = await sql<{ email: string | null }>`
          select email from notification where box = ${session.box} for update`.execute(trx);
        await sql`
          insert into notification (box, email, enabled) values (${session.box}, ${email}, ${enabled})
          on conflict (box) do update set email = excluded.email, enabled = excluded.enabled`.execute(trx);
        await recordAccess(trx, session.box, clock(), byOwner('settings.changed', session, decision));
        // The address that is left hears of it: whoever gets in with another card must not turn warnings away unseen (threat row 14).
        const left = rows[0]?.email;
        if (left && left !== email) await addJob(trx, tellOwnerJob, { box: session.box, action: 'address.changed', to: left });
      });
      return { email, enabled };
    },
  );
}
