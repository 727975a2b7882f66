// POST /v1/internal/evidence-reports: events that happened at portal or keyserver. Believed by signature, kept once, and what the
// keyserver handed over is passed on to the portal, whose reader is told when a letter was opened.
import { EvidenceReport, EvidenceReported } from '@shishobako/contracts/internal-api';
import { addJob } from '@shishobako/database/jobs';
import { withTransaction } from '@shishobako/database/transaction';
import { checkCaller, type PlatformContext } from '../../../context.ts';
import { addEvent, advance, findSealed, lockLetter } from '../../../letters.repo.ts';
import { problem } from '../../../problems.ts';

export function reportEvidenceRoute(context: PlatformContext): void {
  const { server, access, db, config, checkEvidence } = context;
  server.post(
    '/v1/internal/evidence-reports',
    {
      config: { access: access('evidence.report', { scope: 'internal' }) },
      schema: { summary: 'Report evidence about letters', body: EvidenceReport, response: { 200: EvidenceReported } },
    },
    async (request) => {
      checkCaller(request, config.portalClientId, config.keyserverClientId);
      const checked = request.body.evidence.map((reference) => ({ reference, evidence: checkEvidence(reference) }));
      if (checked.some(({ evidence }) => !evidence)) throw problem({ kind: 'evidence.invalid' });
      let accepted = 0;
      for (const { reference, evidence } of checked) {
        if (!evidence?.env || evidence.issuer.service === 'platform') continue;
        const { env, issuer } = evidence;
        const letter = await findSealed(db, env);
        if (!letter) continue;
        // Evidence names the letter by the hash of its header: about another content it is about another letter. The keyserver knows the
        // header only by what the portal decided, so a portal that lies could have one letter opened and another one proven.
        if (evidence.content?.headerSha256 !== letter.headerSha256) {
          server.log.warn({ env, event: evidence.event, service: issuer.service }, 'evidence is about another content of this letter');
          continue;
        }
        await withTransaction(db, async (trx) => {
          await lockLetter(trx, env);
          if (!(await addEvent(trx, env, reference, issuer))) return;
          await advance(trx, env, evidence.event, evidence.time);
          if (issuer.service === 'keyserver') await addJob(trx, 'forward-evidence', { evidence: [reference] });
        });
        accepted++;
      }
      return { accepted };
    },
  );
}
