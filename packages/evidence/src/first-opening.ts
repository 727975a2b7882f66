// When a letter was first opened, by the evidence there is: a handover that the keyserver took back, because the seal did not open, is none
// (ADR 0013). Evidence comes in any order, so the answer is made anew from all of it.
import { Evidence, type EvidenceEvent } from '@shishobako/contracts/evidence';
import { parseJws } from '@shishobako/crypto/jws-format';
import { evidenceTyp } from './record-evidence.ts';

/** Evidence that was verified when it was taken in. */
export type KeptEvidence = { readonly id: string; readonly event: EvidenceEvent; readonly time: Date; readonly jws: string };

function takenBackBy({ jws }: KeptEvidence): string | null {
  const parsed = parseJws(jws, evidenceTyp);
  const evidence = parsed.ok ? Evidence.safeParse(parsed.value.payload) : undefined;
  return evidence?.data?.previous ?? null;
}

export function firstOpening(events: readonly KeptEvidence[]): Date | null {
  const takenBack = new Set(events.filter(({ event }) => event === 'open.failed').map(takenBackBy));
  const times = events.filter(({ event, id }) => event === 'open.handover' && !takenBack.has(id)).map(({ time }) => time.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}
