// A service's own log in one hand: record in the caller's transaction, read items back with their proofs, sequence in the background.
/* oxlint-disable typescript/no-explicit-any -- Kysely is invariant in its tables, and those of the service are its own affair */
import type { KeyObject } from 'node:crypto';
import type { EvidenceRef, EvidenceService } from '@shishobako/contracts/evidence';
import type { ReceiptItem } from '@shishobako/contracts/receipt';
import { ed25519SignerOf } from '@shishobako/crypto/node/ed25519';
import type { SigningKey } from '@shishobako/crypto/node/key-folder';
import type { Clock } from '@shishobako/kernel/clock';
import type { EvidenceId } from '@shishobako/kernel/ids';
import type { Kysely, QueryExecutorProvider } from 'kysely';
import { findEvidence, proveInclusion } from './log-reader.ts';
import { type EvidenceDraft, recordAllEvidence } from './record-evidence.ts';
import { startSequencer } from './sequencer.ts';

export type ServiceLog = {
  readonly origin: string;
  record(trx: QueryExecutorProvider, draft: EvidenceDraft): Promise<EvidenceRef>;
  recordAll(trx: QueryExecutorProvider, drafts: readonly EvidenceDraft[]): Promise<EvidenceRef[]>;
  /** Items with proof, null while the log has not signed; unknown ids are left out. */
  items(ids: readonly EvidenceId[]): Promise<Map<EvidenceId, ReceiptItem>>;
  close(): Promise<void>;
};

export type ServiceLogOptions = {
  readonly service: EvidenceService;
  readonly origin: string;
  // biome-ignore lint/suspicious/noExplicitAny: the tables of the service are its own affair
  readonly db: Kysely<any>;
  /** `evidence` key of the trust list. */
  readonly evidenceKey: SigningKey;
  /** Ed25519 key of the log. */
  readonly logKey: KeyObject;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
};

export function openServiceLog(options: ServiceLogOptions): ServiceLog {
  const { service, origin, db, evidenceKey, clock } = options;
  const issuer = { service, origin, kid: evidenceKey.kid, key: evidenceKey.privateKey, clock };
  const sequencer = startSequencer({ db, log: { signer: { ...ed25519SignerOf(options.logKey), name: origin } }, onError: options.onError });

  async function item(id: EvidenceId): Promise<[EvidenceId, ReceiptItem] | undefined> {
    const found = await findEvidence(db, id);
    if (!found) return undefined;
    return [id, { evidence: found.jws, origin, proof: (await proveInclusion(db, id)) ?? null }];
  }

  return {
    origin,
    record: async (trx, draft) => (await recordAllEvidence(trx, issuer, [draft]))[0] as EvidenceRef,
    recordAll: (trx, drafts) => recordAllEvidence(trx, issuer, drafts),
    async items(ids) {
      const items = new Map<EvidenceId, ReceiptItem>();
      for (let at = 0; at < ids.length; at += 8)
        for (const found of await Promise.all(ids.slice(at, at + 8).map(item))) if (found) items.set(...found);
      return items;
    },
    close: () => sequencer.close(),
  };
}
