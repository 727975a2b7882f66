// Which keys get certified: RSA-2048 made on today's card, P-384 for the next one (fact sheet §§1, 8), P-256 for senders.
import { createPublicKey } from 'node:crypto';
import { fromBase64 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { isWeakRsaKey } from '@shishobako/pki/x509/weak-rsa';

export type KeyRefused = { readonly kind: 'key.refused'; readonly detail: string };

const accepted = { card: ['rsa-2048', 'secp384r1'], sender: ['prime256v1'] } as const;

/** The key as canonical SPKI DER: what node:crypto wrote again, so nothing else rides along. */
export function checkPublicKey(text: string, holder: 'card' | 'sender'): Result<Uint8Array, KeyRefused> {
  try {
    const key = createPublicKey({ key: Buffer.from(fromBase64(text)), format: 'der', type: 'spki' });
    const details = key.asymmetricKeyDetails;
    const form =
      key.asymmetricKeyType === 'rsa' && details?.publicExponent === 65537n
        ? `rsa-${details.modulusLength}`
        : (details?.namedCurve ?? String(key.asymmetricKeyType));
    if (!(accepted[holder] as readonly string[]).includes(form))
      return err({ kind: 'key.refused', detail: `${form} is not among ${accepted[holder].join(', ')}` });
    if (isWeakRsaKey(key)) return err({ kind: 'key.refused', detail: 'made by a faulty card library (ROCA)' });
    return ok(key.export({ format: 'der', type: 'spki' }));
  } catch {
    return err({ kind: 'key.refused', detail: 'not a public key in SPKI form' });
  }
}
