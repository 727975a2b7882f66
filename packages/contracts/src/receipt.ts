// A receipt is everything a third party needs, with the trust list alone, to check a delivery offline (requirement SEC-02).
import { z } from 'zod';
import { EnvelopeHeader } from './envelope.ts';
import { CompactJws, Timestamp } from './primitives.ts';

export const ReceiptItem = z.strictObject({
  /** Evidence, compact JWS. */
  evidence: CompactJws,
  /** Origin line of the log it stands in. */
  origin: z.string().min(1).max(100),
  /** C2SP tlog-proof text with its checkpoint; null while the log has not signed it yet (provisional). */
  proof: z.string().max(16_000).nullable(),
});
export type ReceiptItem = z.infer<typeof ReceiptItem>;

export const Receipt = z.strictObject({
  v: z.literal('epob-receipt-v1'),
  for: z.enum(['sender', 'recipient']),
  created: Timestamp,
  header: EnvelopeHeader,
  /** The sender's detached JWS over the header. */
  signature: CompactJws,
  items: z.array(ReceiptItem).max(50),
});
export type Receipt = z.infer<typeof Receipt>;
