// Releases and holds in PostgreSQL. Release: keyholder and session FOR SHARE; hold: FOR UPDATE. So a hold waits for releases that have
// begun, and every release after it sees it: none commits after the hold (promise 5, row 06).
import type { ReleaseDecision, ReleaseItem } from '@shishobako/contracts/decision';
import { addJob } from '@shishobako/database/jobs';
import { withTransaction } from '@shishobako/database/transaction';
import { type EvidenceDraft, type EvidenceIssuer, recordAllEvidence, recordEvidence } from '@shishobako/evidence/record-evidence';
import type { Clock } from '@shishobako/kernel/clock';
import type { KeyholderId } from '@shishobako/kernel/ids';
import { err, ok } from '@shishobako/kernel/result';
import { type Kysely, sql, type Transaction } from 'kysely';
import { type DeviceSession, isLive } from '../domain/session.ts';
import { reportJob } from '../jobs/report-evidence.ts';
import type { HoldChange, Holds, Releases } from '../ports/releases.ts';
import { findKeyholder, hasSuccessor } from './keyholder-cards.ts';
import type { KeyserverTables } from './schema.ts';

type Trx = Transaction<KeyserverTables>;

const draftOf = (event: 'open.handover' | 'open.failed', session: DeviceSession, decision: ReleaseDecision, item: ReleaseItem) =>
  ({
    event,
    env: item.context.env,
    recipient: item.context.to,
    class: item.context.class,
    content: { headerSha256: item.headerSha256, contentCommit: null },
    level: session.level,
    decision: decision.id,
    cardStatement: session.cardStatement,
  }) satisfies EvidenceDraft;

async function lockSession(trx: Trx, session: DeviceSession, now: number): Promise<'live' | 'ended' | 'held'> {
  const owner = await trx.selectFrom('keyholder').select('hold_since').where('id', '=', session.keyholder).forShare().executeTakeFirst();
  if (owner?.hold_since !== null) return 'held';
  const row = await trx
    .selectFrom('session')
    .select(['opened', 'used', 'closed'])
    .where('token_hash', '=', Buffer.from(session.tokenHash))
    .forShare()
    .executeTakeFirst();
  const times = row && { opened: row.opened.getTime(), used: row.used.getTime(), closed: row.closed !== null };
  return times && isLive(times, now) ? 'live' : 'ended';
}

export function makeReleases(db: Kysely<KeyserverTables>, issuer: EvidenceIssuer, clock: Clock): Releases {
  return {
    commit: ({ session, decision, proof }) =>
      withTransaction(db, async (trx) => {
        const now = clock();
        const state = await lockSession(trx, session, now);
        if (state === 'held') return err({ kind: 'hold.set' });
        if (state === 'ended') return err({ kind: 'session.invalid' });
        const row = { decision: decision.id, keyholder: session.keyholder, jkt: session.jkt, proof, created: new Date(now) };
        const added = await trx
          .insertInto('release')
          .values(row)
          .onConflict((c) => c.doNothing())
          .returning('decision')
          .executeTakeFirst();
        if (!added) return err({ kind: 'decision.used' });
        const contents = decision.items.filter((item) => item.context.part === 'content');
        const evidence = await recordAllEvidence(
          trx,
          issuer,
          contents.map((item) => draftOf('open.handover', session, decision, item)),
        );
        if (evidence.length > 0) await addJob(trx, reportJob, { evidence });
        return ok(evidence);
      }),
    recordFailures: (session, decision, failed) =>
      withTransaction(db, async (trx) => {
        const drafts = failed.map(({ handover, item, reason }) => ({
          ...draftOf('open.failed', session, decision, item),
          previous: handover.id,
          reasons: [reason],
        }));
        const evidence = await recordAllEvidence(trx, issuer, drafts);
        if (evidence.length > 0) await addJob(trx, reportJob, { evidence });
      }),
  };
}

const closeSessions = (trx: Trx, keyholder: KeyholderId, at: Date) =>
  trx.updateTable('session').set({ closed: at }).where('keyholder', '=', keyholder).where('closed', 'is', null).execute();

export function makeHolds(db: Kysely<KeyserverTables>, issuer: EvidenceIssuer, clock: Clock): Holds {
  const change = (keyholder: KeyholderId, next: (since: Date | null) => Date | null): Promise<HoldChange> =>
    withTransaction(db, async (trx) => {
      const row = await trx
        .selectFrom('keyholder')
        .select(['hold_since', 'hold_reason'])
        .where('id', '=', keyholder)
        .forUpdate()
        .executeTakeFirst();
      if (!row) return err({ kind: 'keyholder.not-found' });
      const since = next(row.hold_since);
      if (!since && row.hold_reason !== null && row.hold_reason !== 'operator') return err({ kind: 'hold.needs-card' });
      const hold_reason = since ? (row.hold_reason ?? ('operator' as const)) : null;
      await trx.updateTable('keyholder').set({ hold_since: since, hold_reason }).where('id', '=', keyholder).execute();
      if (since) await closeSessions(trx, keyholder, new Date(clock()));
      if ((since === null) !== (row.hold_since === null)) await recordEvidence(trx, issuer, { event: since ? 'hold.set' : 'hold.cleared' });
      return ok({ since: since?.getTime() ?? null });
    });
  return {
    set: (keyholder) => change(keyholder, (since) => since ?? new Date(clock())),
    setForCard: (cardHash, reason) =>
      withTransaction(db, async (trx) => {
        const card = await findKeyholder(trx, cardHash);
        if (!card) return 'unknown';
        const { id: keyholder, hold } = card;
        const now = new Date(clock());
        // A successor that still waits ends nothing: it may be the very card its owner has never seen and comes to stop (threat row 14).
        if (reason !== 'death' && (await hasSuccessor(trx, card, now))) return 'superseded';
        const hold_reason = hold?.reason === 'death' ? hold.reason : reason;
        // The same report again changes nothing; another one begins the hold anew, for a card that joined meanwhile lifts it no more.
        const isSame = hold !== undefined && hold.reason !== 'operator' && card.joined <= hold.since;
        await trx
          .updateTable('keyholder')
          .set({ hold_since: isSame ? hold.since : now, hold_reason })
          .where('id', '=', keyholder)
          .execute();
        await closeSessions(trx, keyholder, now);
        if (!hold) await recordEvidence(trx, issuer, { event: 'hold.set' });
        return 'held';
      }),
    clear: (keyholder) => change(keyholder, () => null),
  };
}

/** For the health check. */
export const ping = async (db: Kysely<KeyserverTables>): Promise<boolean> => (await sql`select 1`.execute(db)).rows.length === 1;
