// What agencies sign for each other: a compact JWS by the sender certificate, checked against the pinned sender authority.
import type { TrustList } from '@shishobako/contracts/trust';
import { leafKey, verifyCompact } from '@shishobako/crypto/node/jws';
import { fromBase64 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { checkSenderCertificate } from '@shishobako/pki/web/check-sender-certificate';

export type SignedByAgency = { readonly payload: unknown; readonly agencyId: string };
export type SignatureRefusal = { readonly kind: 'signature.invalid'; readonly detail: string };

/** The platform has asked for the certificate's status before it forwards; here path, purpose and time are checked by oneself. */
export async function checkSignedByAgency(
  jws: string,
  typ: string,
  trust: TrustList,
  now: number,
): Promise<Result<SignedByAgency, SignatureRefusal>> {
  const signed = verifyCompact(jws, typ, leafKey);
  if (!signed.ok) return err({ kind: 'signature.invalid', detail: signed.error.kind });
  const [leaf] = signed.value.header.x5c ?? [];
  const checked = leaf === undefined ? undefined : await checkSenderCertificate(fromBase64(leaf), trust.anchors, now);
  if (!checked?.ok) return err({ kind: 'signature.invalid', detail: checked?.error.kind ?? 'no certificate' });
  return ok({ payload: signed.value.payload, agencyId: checked.value.sender.agencyId });
}
