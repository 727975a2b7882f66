// GET /v1/internal/evidence/:id/proof — evidence of this service with its place in the log, for receipts of others.
import { EvidenceProof } from '@shishobako/contracts/internal-api';
import type { ReceiptItem } from '@shishobako/contracts/receipt';
import type { Access } from '@shishobako/http/access';
import { commonProblem } from '@shishobako/http/problems';
import type { Server } from '@shishobako/http/server';
import { EvidenceId } from '@shishobako/kernel/ids';
import { z } from 'zod';

export function proveEvidenceRoute(
  server: Server,
  deps: { findItem: (id: EvidenceId) => Promise<ReceiptItem | undefined>; access: Access },
): void {
  server.get(
    '/v1/internal/evidence/:id/proof',
    {
      config: { access: deps.access },
      schema: { summary: 'Evidence with its proof', params: z.strictObject({ id: EvidenceId }), response: { 200: EvidenceProof } },
    },
    async (request) => {
      const item = await deps.findItem(request.params.id);
      if (!item) throw commonProblem({ kind: 'not-found' });
      return item;
    },
  );
}
