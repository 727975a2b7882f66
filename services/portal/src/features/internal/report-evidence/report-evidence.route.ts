// POST /v1/internal/evidence-reports: what the keyserver handed over, through the platform. The owner's list shows it, also when the device
// that opened the letter never came back.
import { EvidenceReport, EvidenceReported } from '@shishobako/contracts/internal-api';
import { firstOpening } from '@shishobako/evidence/first-opening';
import type { BoxId } from '@shishobako/kernel/ids';
import { sql } from 'kysely';
import { markArrived } from '../../../applications.repo.ts';
import { checkCaller, inBox, type PortalContext } from '../../../context.ts';
import { addEvents, listEvents } from '../../../letters.repo.ts';
import { problem } from '../../../problems.ts';

export function reportEvidenceRoute(context: PortalContext): void {
  const { server, access, db, config, checkEvidence } = context;
  server.post(
    '/v1/internal/evidence-reports',
    {
      config: { access: access('evidence.report', { scope: 'internal' }) },
      schema: { summary: 'Report evidence about letters', body: EvidenceReport, response: { 200: EvidenceReported } },
    },
    async (request) => {
      checkCaller(request, config.platformClientId, config.keyserverClientId);
      const checked = request.body.evidence.map((ref) => ({ ref, evidence: checkEvidence(ref) }));
      if (checked.some(({ evidence }) => !evidence)) throw problem({ kind: 'evidence.invalid' });
      let accepted = 0;
      for (const { ref, evidence } of checked) {
        if (!evidence?.env || evidence.issuer.service === 'portal') continue;
        const { env, event, issuer } = evidence;
        if (event === 'apply.arrived') {
          if (await markArrived(context, env, ref)) accepted++;
          continue;
        }
        const { rows } = await sql<{ box: BoxId }>`select box from letter_route where env = ${env}`.execute(db);
        const box = rows[0]?.box;
        if (!box) continue;
        const about = await inBox(db, box, `evidence ${ref.id}`, async (trx) => {
          // Locked: a handover and its taking back, reported at once, each see the other.
          const { rows: letters } = await sql`
            select 1 from letter where box = ${box} and env = ${env} and header_sha256 = ${evidence.content?.headerSha256 ?? ''} for update`.execute(
            trx,
          );
          if (letters.length === 0) return false;
          await addEvents(trx, box, env, [{ ref, service: issuer.service, origin: issuer.origin }]);
          if (event !== 'open.handover' && event !== 'open.failed') return true;
          const opened = firstOpening(await listEvents(trx, box, env));
          await sql`update letter set opened = ${opened}::timestamptz where box = ${box} and env = ${env}`.execute(trx);
          return true;
        });
        if (about) accepted++;
      }
      return { accepted };
    },
  );
}
