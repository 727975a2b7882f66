// Whether a card statement was made for this keyserver, on the reader's page, for the key that came with it (security sheet §3,
// Release 2 and 3). Signature, certificate and nonce are checked beside.
import type { CardStatement } from '@shishobako/contracts/card-statement';
import { err, ok, type Result } from '@shishobako/kernel/result';

export type StatementRefusal =
  /** The page that asked the card was not the reader: the sign of a false page. */
  { readonly kind: 'statement.origin' } | { readonly kind: 'statement.mismatch'; readonly field: 'audience' | 'kem' };

export function checkStatement(
  statement: CardStatement,
  expected: { readonly self: string; readonly readers: readonly string[]; readonly kemThumbprint: string },
): Result<void, StatementRefusal> {
  if (!expected.readers.includes(statement.origin)) return err({ kind: 'statement.origin' });
  if (!statement.audience.includes(expected.self)) return err({ kind: 'statement.mismatch', field: 'audience' });
  if (statement.kem !== expected.kemThumbprint) return err({ kind: 'statement.mismatch', field: 'kem' });
  return ok(undefined);
}
