// The tables of migrations/ as the query builder knows them.
import type { Level } from '@shishobako/contracts/levels';
import type { Alias, DecisionId, EvidenceId, KeyholderId, KeyId } from '@shishobako/kernel/ids';
import type { ColumnType, JSONColumnType } from 'kysely';
import type { HoldReason } from '../ports/releases.ts';

/** Written once. */
type Moment = ColumnType<Date, Date, never>;
type ChangingMoment = ColumnType<Date, Date, Date>;
type LaterMoment = ColumnType<Date | null, Date | null, Date | null>;

export type KeyserverTables = {
  keyholder: { id: KeyholderId; created: Moment; hold_since: LaterMoment; hold_reason: HoldReason | null };
  keyholder_card: {
    card_hash: Buffer;
    keyholder: KeyholderId;
    not_after: Moment;
    created: Moment;
    usable: Moment;
    kind: 'card' | 'phone';
    linked: Buffer | null;
    key_hash: Buffer | null;
    ended: LaterMoment;
    used: LaterMoment;
  };
  nonce: { nonce_hash: Buffer; expires: Moment };
  alias_owner: { alias: Alias; keyholder: KeyholderId };
  session: {
    token_hash: Buffer;
    keyholder: KeyholderId;
    jkt: string;
    kem_key: JSONColumnType<object, string, never>;
    level: Level;
    card_statement: string;
    statement: JSONColumnType<object, string, never>;
    signature: Buffer;
    evidence: EvidenceId;
    opened: Moment;
    used: ChangingMoment;
    closed: LaterMoment;
    card: Buffer | null;
  };
  box_key: {
    keyholder: KeyholderId;
    kid: KeyId;
    alias: Alias;
    epoch: number;
    classes: string;
    purpose: 'box';
    public_key: Buffer;
    blob: Buffer;
    tag: Buffer;
    kek: number;
    entry: string;
    created: Moment;
  };
  release: { decision: DecisionId; keyholder: KeyholderId; jkt: string; proof: string; created: Moment };
};
