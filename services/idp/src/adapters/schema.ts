// The tables of migrations/ as the query builder knows them.
import type { AccountId } from '@shishobako/kernel/ids';
import type { ColumnType, JSONColumnType } from 'kysely';

/** Written as Date, read as Date, never changed. */
type Moment = ColumnType<Date, Date, never>;

export type IdpTables = {
  account: { id: AccountId; created: Moment };
  stopped_card: { card_hash: Buffer; stopped: Moment };
  card_credential: {
    card_hash: Buffer;
    account: AccountId;
    not_after: Moment;
    created: Moment;
    kind: 'card' | 'phone';
    linked: Buffer | null;
    key_hash: Buffer | null;
    ended: ColumnType<Date | null, Date | null, Date>;
  };
  nonce: { nonce_hash: Buffer; interaction: string; expires: Moment };
  presence_taken: { statement: Buffer; expires: Moment };
  oidc_state: {
    model: string;
    id: string;
    payload: JSONColumnType<object, string, string>;
    grant_id: string | null;
    uid: string | null;
    expires: ColumnType<Date, Date, Date>;
    consumed: Date | null;
  };
};
