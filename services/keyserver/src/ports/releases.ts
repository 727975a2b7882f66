// The transaction that makes a release count (security sheet §3, Release 5), and holds, which end all releases.
import type { ReleaseDecision } from '@shishobako/contracts/decision';
import type { EvidenceRef } from '@shishobako/contracts/evidence';
import type { KeyholderId } from '@shishobako/kernel/ids';
import type { Result } from '@shishobako/kernel/result';
import type { DeviceSession } from '../domain/session.ts';

export type ReleaseRefusal =
  | { readonly kind: 'hold.set' }
  | { readonly kind: 'decision.used' }
  /** Ended between the check of the token and the transaction. */
  | { readonly kind: 'session.invalid' };

export type FailureReason = {
  readonly code: 'wrap.unopened' | 'token.failed';
  readonly text: { readonly ja: string; readonly en: string };
};

export type Releases = {
  /** Hold and session under lock, decision and proof once, handover evidence for each content key: committed or nothing. */
  commit(input: {
    session: DeviceSession;
    decision: ReleaseDecision;
    proof: string;
  }): Promise<Result<readonly EvidenceRef[], ReleaseRefusal>>;
  /** What was promised by handover evidence and did not happen. */
  recordFailures(
    session: DeviceSession,
    decision: ReleaseDecision,
    failed: readonly { readonly handover: EvidenceRef; readonly item: ReleaseDecision['items'][number]; readonly reason: FailureReason }[],
  ): Promise<void>;
};

export type HoldChange = Result<
  { readonly since: number | null },
  { readonly kind: 'keyholder.not-found' } | { readonly kind: 'hold.needs-card' }
>;
/** What set a hold: a hold for a lost card ends with the owner's next card alone, one for a death with no card at all. */
export type HoldReason = 'operator' | 'loss' | 'death';
export type CardHoldChange = 'held' | 'superseded' | 'unknown';

export type Holds = {
  /** By the keyed hash of a card. `superseded`: its owner has a newer card that can be used, so the old one stops nobody. */
  setForCard(cardHash: Uint8Array, reason: 'loss' | 'death'): Promise<CardHoldChange>;
  /** Waits for releases under way; none commits afterwards. Ends all sessions. */
  set(keyholder: KeyholderId): Promise<HoldChange>;
  clear(keyholder: KeyholderId): Promise<HoldChange>;
};
