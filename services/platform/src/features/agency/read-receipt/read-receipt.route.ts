// GET /v1/agency/letters/:env/receipt (SVC-10, SEC-02): everything a third party needs to check the delivery offline.
import { Receipt } from '@shishobako/contracts/receipt';
import { rfc3339 } from '@shishobako/kernel/clock';
import { EnvelopeId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { agencyOf, type PlatformContext } from '../../../context.ts';
import { findSealed } from '../../../letters.repo.ts';
import { problem } from '../../../problems.ts';
import type { ReceiptItemsOf } from '../../../receipt-items.ts';
import { openingEvents } from '../read-letters/read-letters.route.ts';

export function readReceiptRoute(context: PlatformContext, receiptItems: ReceiptItemsOf): void {
  const { server, access, db, clock } = context;
  server.get(
    '/v1/agency/letters/:env/receipt',
    {
      config: { access: access('letter.receipt', { scope: 'agency' }) },
      schema: { summary: 'Receipt of one letter', params: z.strictObject({ env: z.string() }), response: { 200: Receipt } },
    },
    async (request) => {
      const agency = await agencyOf(context, request);
      const env = EnvelopeId.safeParse(request.params.env);
      const letter = env.success ? await findSealed(db, env.data) : undefined;
      if (!letter || letter.agency !== agency.id) throw problem({ kind: 'letter.not-found' });
      const { header, signature } = letter;
      const items = await receiptItems(header.env, (event) => letter.openEvidence || !openingEvents.has(event.event));
      return { v: 'epob-receipt-v1' as const, for: 'sender' as const, created: rfc3339(clock()), header, signature, items };
    },
  );
}
