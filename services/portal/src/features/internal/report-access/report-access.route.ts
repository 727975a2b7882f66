// POST /v1/internal/access-reports: an institution asked an insurer about the owner of a link. The owner reads who, when and why in the history
// (SVC-02, SVC-21); believed only with the platform's evidence, and written once.
import { AccessReport } from '@shishobako/contracts/eligibility-api';
import type { BoxId } from '@shishobako/kernel/ids';
import { sql } from 'kysely';
import { z } from 'zod';
import { checkCaller, inBox, type PortalContext } from '../../../context.ts';
import { recordReported } from '../../../history.repo.ts';
import { problem } from '../../../problems.ts';

const purpose = { ja: '診療を受けるときの健康保険の資格確認', en: 'Checking health insurance for treatment' };
const basis = [{ id: 'SVC-23', text: { ja: 'カードの提示（暗証番号なし）', en: 'Card presented at the desk, without PIN' } }];

export function reportAccessRoute(context: PortalContext): void {
  const { server, access, db, config, checkEvidence } = context;
  server.post(
    '/v1/internal/access-reports',
    {
      config: { access: access('access.report', { scope: 'internal' }) },
      schema: { summary: 'Tell the owner who asked an insurer', body: AccessReport, response: { 204: z.undefined() } },
    },
    async (request, reply) => {
      checkCaller(request, config.platformClientId);
      const { evidence: ref, institution, insurer } = request.body;
      const evidence = checkEvidence(ref);
      if (!evidence?.recipient || evidence.event !== 'eligibility.asked' || evidence.sender !== institution.id)
        throw problem({ kind: 'evidence.invalid' });
      // Also of a link that has ended meanwhile: the owner is the same.
      const { rows } = await sql<{ box: BoxId }>`select box from alias_route where alias = ${evidence.recipient}`.execute(db);
      const box = rows[0]?.box;
      if (!box) throw problem({ kind: 'alias.unknown' });
      await inBox(db, box, `evidence ${ref.id}`, (trx) =>
        recordReported(trx, box, evidence, {
          ...{ action: 'eligibility.checked', agency: insurer, level: 'L0', purpose, basis },
          actor: { kind: 'agency', name: institution.name, agency: institution.id },
        }),
      );
      return reply.code(204).send(undefined);
    },
  );
}
