// Whether the holder's word that ends the phone was made for this service, on the reader's page, a moment ago.
import { type PhoneEnd, phoneEndLifetimeMs } from '@shishobako/contracts/phone';
import { err, ok, type Result } from '@shishobako/kernel/result';

export type PhoneEndRefusal =
  | { readonly kind: 'statement.origin' }
  | { readonly kind: 'statement.mismatch'; readonly field: 'audience' }
  | { readonly kind: 'nonce.invalid' };

/** Whether the signed end was made for this service, on a known page, and now. `now` in milliseconds since 1970; the signature is checked elsewhere. */
export function checkPhoneEnd(
  { origin, audience, created }: PhoneEnd,
  expected: { readonly self: string; readonly readers: readonly string[]; readonly now: number },
): Result<void, PhoneEndRefusal> {
  if (!expected.readers.includes(origin)) return err({ kind: 'statement.origin' });
  if (!audience.includes(expected.self)) return err({ kind: 'statement.mismatch', field: 'audience' });
  return Math.abs(expected.now - Date.parse(created)) > phoneEndLifetimeMs ? err({ kind: 'nonce.invalid' }) : ok(undefined);
}
