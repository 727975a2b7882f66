// The tables of migrations/ as the query builder knows them.
import type { AccountId } from '@shishobako/kernel/ids';
import type { ColumnType, JSONColumnType } from 'kysely';

/** Written as Date, read as Date, never changed. */
type Moment = ColumnType<Date, Date, never>;

export type IdpTables = {
  account: { id: AccountId; created: Moment };
  card_credential: { card_hash: Buffer; account: AccountId; not_after: Moment; created: Moment };
  stopped_card: { card_hash: Buffer; stopped: Moment };
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
