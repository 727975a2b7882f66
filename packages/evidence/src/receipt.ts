// Puts a receipt together from what the services know of one letter (contracts `Receipt`). Checking it is verify-receipt.ts.
import type { EnvelopeHeader } from '@shishobako/contracts/envelope';
import type { EvidenceEvent, EvidenceRef } from '@shishobako/contracts/evidence';
import type { Receipt, ReceiptItem } from '@shishobako/contracts/receipt';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { type QueryExecutorProvider, sql } from 'kysely';
import { proveInclusion } from './log-reader.ts';

/** This service's own evidence of one letter, oldest first, each with its proof where it has one. */
export async function readReceiptItems(
  db: QueryExecutorProvider,
  origin: string,
  env: string,
  events?: readonly EvidenceEvent[],
): Promise<ReceiptItem[]> {
  const { rows } = await sql<{ id: string; jws: string }>`
    select id, jws from evidence_intake where env = ${env}::uuid and (${events ?? null}::text[] is null or event = any(${events ?? null}::text[]))
    order by id limit 50`.execute(db);
  const items: ReceiptItem[] = [];
  for (const { id, jws } of rows) items.push({ evidence: jws, origin, proof: (await proveInclusion(db, id)) ?? null });
  return items;
}

/** One piece of this service's own evidence, for whoever reports or proves it elsewhere. */
export const makeReceiptItem = async (
  db: QueryExecutorProvider,
  origin: string,
  ref: Pick<EvidenceRef, 'id' | 'jws'>,
): Promise<ReceiptItem> => ({
  evidence: ref.jws,
  origin,
  proof: (await proveInclusion(db, ref.id)) ?? null,
});

export function buildReceipt(r: {
  readonly for: Receipt['for'];
  readonly header: EnvelopeHeader;
  readonly signature: string;
  readonly items: readonly ReceiptItem[];
  readonly clock: Clock;
}): Receipt {
  return { v: 'epob-receipt-v1', for: r.for, created: rfc3339(r.clock()), header: r.header, signature: r.signature, items: [...r.items] };
}
