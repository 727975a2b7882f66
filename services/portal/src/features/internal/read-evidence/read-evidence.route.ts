// GET /v1/internal/evidence/:id/proof: one item of our log with its proof, for the platform's receipts.
import { EvidenceProof } from '@shishobako/contracts/internal-api';
import { EvidenceId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { checkCaller, type PortalContext } from '../../../context.ts';
import { problem } from '../../../problems.ts';

export function readEvidenceRoute(context: PortalContext): void {
  const { server, access, evidence, config } = context;
  server.get(
    '/v1/internal/evidence/:id/proof',
    {
      config: { access: access('evidence.read', { scope: 'internal' }) },
      schema: { summary: 'One evidence with its proof', params: z.strictObject({ id: z.string() }), response: { 200: EvidenceProof } },
    },
    async (request) => {
      checkCaller(request, config.platformClientId, config.keyserverClientId);
      const id = EvidenceId.safeParse(request.params.id);
      const item = id.success ? (await evidence.items([id.data])).get(id.data) : undefined;
      if (!item) throw problem({ kind: 'evidence.not-found' });
      return item;
    },
  );
}
