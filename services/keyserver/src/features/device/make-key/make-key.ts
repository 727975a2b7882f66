// A key pair for one link (security sheet §3): the private half is born wrapped in the token, the public half goes out in an entry the
// keyserver signs, so that a key nobody asked for can be noticed (row 03). The same alias gives the same key again, and to nobody else a key at all.
import type { KeyEntry } from '@shishobako/contracts/keys';
import { signCompact } from '@shishobako/crypto/node/jws';
import { toBase64url } from '@shishobako/kernel/bytes';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { type Alias, type KeyholderId, type KeyId, randomId } from '@shishobako/kernel/ids';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { BoxKeys } from '../../../ports/box-keys.ts';
import type { KeyBinding, TokenPort } from '../../../ports/token.ts';

/** Senders use a key that long; opening works for ever. */
const usableMs = 2 * 365 * 86_400_000;
/** Far more links than anybody has; a bound for a program that makes aliases without end (threat row 16). */
const mostKeys = 1_000;
export type MakeKeyRefusal =
  | { readonly kind: 'token.failed' }
  | { readonly kind: 'key.too-many' }
  /** Another person's. */
  | { readonly kind: 'alias.taken' };
/** One key for the classes of a link; which class a letter has is bound in its wrap's `info`. */
const classes = 'C1-C4';

export function makeMakeKey(deps: { boxKeys: BoxKeys; token: TokenPort; clock: Clock }) {
  const { boxKeys, token, clock } = deps;
  return async function makeKey(keyholder: KeyholderId, alias: Alias): Promise<Result<{ entry: string }, MakeKeyRefusal>> {
    const known = await boxKeys.find(keyholder, alias);
    if (known) return ok({ entry: known.entry });
    if ((await boxKeys.countOf(keyholder)) >= mostKeys) return err({ kind: 'key.too-many' });
    if (!(await boxKeys.claim(keyholder, alias))) return err({ kind: 'alias.taken' });
    const binding: KeyBinding = { keyholder, kid: randomId<KeyId>(), alias, classes, epoch: 1, purpose: 'box' };
    const made = await token.generate(binding);
    if (!made.ok) return err({ kind: 'token.failed' });
    const now = clock();
    const entry: KeyEntry = {
      v: 'epob-key-v1',
      kid: binding.kid,
      alias,
      epoch: binding.epoch,
      publicKey: toBase64url(made.value.publicKey),
      created: rfc3339(now),
      notAfter: rfc3339(now + usableMs),
    };
    const jws = signCompact({ typ: 'epob-key+jws', kid: token.signingKid }, entry, (data) => token.sign(data));
    const kept = await boxKeys.add({ binding, wrapped: made.value, entry: jws });
    return ok({ entry: kept.entry });
  };
}
