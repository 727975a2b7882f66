// For portal and keyserver: one item of our log with its proof, and all we know about one letter (its addressee's receipt).
import { EvidenceProof, ReceiptItems } from '@shishobako/contracts/internal-api';
import { EnvelopeId, EvidenceId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { checkCaller, type PlatformContext } from '../../../context.ts';
import { problem } from '../../../problems.ts';
import type { ReceiptItemsOf } from '../../../receipt-items.ts';

export function readEvidenceRoutes(context: PlatformContext, receiptItems: ReceiptItemsOf): void {
  const { server, access, evidence, config } = context;
  server.get(
    '/v1/internal/evidence/:id/proof',
    {
      config: { access: access('evidence.read', { scope: 'internal' }) },
      schema: { summary: 'One evidence with its proof', params: z.strictObject({ id: z.string() }), response: { 200: EvidenceProof } },
    },
    async (request) => {
      checkCaller(request, config.portalClientId, config.keyserverClientId);
      const id = EvidenceId.safeParse(request.params.id);
      const item = id.success ? (await evidence.items([id.data])).get(id.data) : undefined;
      if (!item) throw problem({ kind: 'evidence.not-found' });
      return item;
    },
  );

  server.get(
    '/v1/internal/letters/:env/receipt-items',
    {
      config: { access: access('letter.receipt-items', { scope: 'internal' }) },
      schema: { summary: 'All evidence about one letter', params: z.strictObject({ env: z.string() }), response: { 200: ReceiptItems } },
    },
    async (request) => {
      checkCaller(request, config.portalClientId);
      const env = EnvelopeId.safeParse(request.params.env);
      return { items: env.success ? await receiptItems(env.data, () => true) : [] };
    },
  );
}
