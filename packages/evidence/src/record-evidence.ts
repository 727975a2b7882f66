// Evidence before effect: the signed statement is written in the transaction of the change it proves (architecture sheet §1.4,
// security sheet §4). The sequencer gives it its place in the log a moment later.
import type { KeyObject } from 'node:crypto';
import {
  Evidence,
  type EvidenceEvent,
  type EvidenceRef,
  type EvidenceService,
  etsiEventId,
  evidenceEvents,
} from '@shishobako/contracts/evidence';
import { type Es256Signer, signCompact } from '@shishobako/crypto/node/jws';
import { type Clock, rfc3339, systemClock } from '@shishobako/kernel/clock';
import { type EvidenceId, timeOrderedId } from '@shishobako/kernel/ids';
import { type QueryExecutorProvider, sql } from 'kysely';

export const evidenceTyp = 'epob-evidence+jws';

/** The service that speaks: its log's origin and its `evidence` key of the trust list. */
export type EvidenceIssuer = {
  readonly service: EvidenceService;
  readonly origin: string;
  readonly kid: string;
  readonly key: KeyObject | Es256Signer;
  readonly clock?: Clock;
};

type Body = Omit<Evidence, 'v' | 'id' | 'event' | 'eventId' | 'time' | 'issuer'>;
/** Fields that are not given are null; `reasons` are obligatory on negative events. */
export type EvidenceDraft = { readonly event: EvidenceEvent; readonly id?: EvidenceId; readonly time?: string } & {
  readonly [K in keyof Body]?: Body[K];
};

const isNegative = (event: EvidenceEvent): boolean => /\.(rejected|failed)$/.test(event);

export function signEvidence(
  issuer: EvidenceIssuer,
  { event, id, time, ...fields }: EvidenceDraft,
): { evidence: Evidence; ref: EvidenceRef } {
  if (evidenceEvents[event].by !== issuer.service) throw new Error(`${issuer.service} may not issue ${event}`);
  if (isNegative(event) && !fields.reasons?.length) throw new Error(`${event} needs a reason`);
  const evidence = Evidence.parse({
    v: 'epob-evidence-v1',
    id: id ?? timeOrderedId<EvidenceId>(),
    event,
    eventId: etsiEventId(event),
    time: time ?? rfc3339((issuer.clock ?? systemClock)()),
    issuer: { service: issuer.service, origin: issuer.origin },
    env: null,
    sender: null,
    recipient: null,
    class: null,
    content: null,
    level: null,
    decision: null,
    cardStatement: null,
    subject: null,
    previous: null,
    reasons: [],
    ...fields,
  });
  const jws = signCompact({ typ: evidenceTyp, kid: issuer.kid }, evidence, issuer.key);
  return { evidence, ref: { id: evidence.id, event, time: evidence.time, jws } };
}

/** Several at once, in order: one statement whatever their number. */
export async function recordAllEvidence(
  trx: QueryExecutorProvider,
  issuer: EvidenceIssuer,
  drafts: readonly EvidenceDraft[],
): Promise<EvidenceRef[]> {
  if (drafts.length === 0) return [];
  const signed = drafts.map((draft) => signEvidence(issuer, draft));
  const column = <T>(pick: (s: (typeof signed)[number]) => T): T[] => signed.map(pick);
  await sql`
    with taken as (
      insert into evidence_intake (id, event, env, jws)
      select * from unnest(${column((s) => s.ref.id)}::uuid[], ${column((s) => s.ref.event)}::text[],
        ${column((s) => s.evidence.env)}::uuid[], ${column((s) => s.ref.jws)}::text[])
      returning id)
    insert into evidence_pending (intake) select id from taken`.execute(trx);
  return column((s) => s.ref);
}

/** Call it with the transaction that makes the change; the reference goes to whoever must hold the proof. */
export async function recordEvidence(trx: QueryExecutorProvider, issuer: EvidenceIssuer, draft: EvidenceDraft): Promise<EvidenceRef> {
  const [ref] = await recordAllEvidence(trx, issuer, [draft]);
  if (!ref) throw new Error('one draft gives one reference');
  return ref;
}
