// All evidence about one letter with proofs. What portal and keyserver recorded is proven by their own logs: asked for when a receipt is
// wanted, kept once their log has signed; until then the item is provisional.
import { EvidenceProof } from '@shishobako/contracts/internal-api';
import type { ReceiptItem } from '@shishobako/contracts/receipt';
import type { ServiceLog } from '@shishobako/evidence/service-log';
import type { ServiceClient } from '@shishobako/http/service-client';
import { type Kysely, sql } from 'kysely';
import { type LetterEvent, listEvents } from './letters.repo.ts';

export type Peers = Readonly<Record<'portal' | 'keyserver', ServiceClient>>;

export function makeReceiptItems(deps: { db: Kysely<unknown>; evidence: ServiceLog; peers: Peers }) {
  const { db } = deps;

  async function askPeer(env: string, event: LetterEvent): Promise<ReceiptItem> {
    const item = { evidence: event.jws, origin: event.origin, proof: event.proof };
    if (event.proof !== null || event.service === 'platform') return item;
    const answer = await deps.peers[event.service].call(EvidenceProof, 'GET', `/v1/internal/evidence/${event.id}/proof`);
    if (!answer.ok || answer.value.proof === null || answer.value.evidence !== event.jws) return item;
    await sql`update letter_event set proof = ${answer.value.proof} where env = ${env} and id = ${event.id}`.execute(db);
    return { ...item, proof: answer.value.proof };
  }

  /** Oldest first. `include` chooses by event. */
  return async function receiptItems(env: string, include: (event: LetterEvent) => boolean): Promise<ReceiptItem[]> {
    const events = (await listEvents(db, env)).filter(include);
    const own = await deps.evidence.items(events.filter((e) => e.service === 'platform').map((e) => e.id));
    return Promise.all(events.map(async (event) => own.get(event.id) ?? (await askPeer(env, event))));
  };
}
export type ReceiptItemsOf = ReturnType<typeof makeReceiptItems>;
