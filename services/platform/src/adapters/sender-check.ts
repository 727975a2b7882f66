// The sender's seal (SEC-08): signature over the header by a certificate of the pinned sender authority, in force now, that names
// the very agency whose client is sending. A false sender is refused before anything is stored.
import type { SealedEnvelope } from '@shishobako/contracts/envelope';
import type { TrustList } from '@shishobako/contracts/trust';
import { envelopeTyp } from '@shishobako/crypto/envelope-format';
import { sha256Base64url } from '@shishobako/crypto/node/digest';
import { leafKey, verifyCompact, verifyDetached } from '@shishobako/crypto/node/jws';
import { fromBase64 } from '@shishobako/kernel/bytes';
import type { Clock } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { senderOf } from '@shishobako/pki/profile/sender-names';
import type { RevocationSource } from '@shishobako/pki/revocation/revocation-source';
import type { CertificateErrorKind } from '@shishobako/pki/verify/verdict';
import { verifyCertificate } from '@shishobako/pki/verify/verify-certificate';
import type { Agency } from '../agency-registry.ts';

export type SenderError =
  | { readonly kind: 'signature.invalid'; readonly detail: string }
  | { readonly kind: 'sender.mismatch'; readonly detail: string }
  | { readonly kind: CertificateErrorKind; readonly detail: string };

/** How long a certificate that passed is not looked at again, on top of the age of its status answer. */
const rememberMs = 30_000;
const maxRemembered = 1_000;

/** What an agency signs besides letters (its desk, its answers): `typ` says what it is. */
export type StatementCheck = (jws: string, typ: string, agency: Agency) => Promise<Result<unknown, SenderError>>;

export function makeSenderChecks(deps: { trust: TrustList; revocation: RevocationSource; clock: Clock }) {
  const passed = new Map<string, { until: number; agencyId: string; corporateNumber: string }>();

  async function identify(x5c: readonly string[]): Promise<Result<{ agencyId: string; corporateNumber: string }, SenderError>> {
    const now = deps.clock();
    const name = sha256Base64url(Buffer.from(x5c.join(' ')));
    const known = passed.get(name);
    if (known && known.until > now) return ok(known);
    const [leaf, ...intermediates] = x5c.map((text) => fromBase64(text));
    if (!leaf) return err({ kind: 'signature.invalid', detail: 'no certificate' });
    const { anchors } = deps.trust;
    const verified = await verifyCertificate({ leaf, intermediates, anchors, time: now, purpose: 'sender', revocation: deps.revocation });
    if (!verified.ok) return err({ kind: verified.error.kind, detail: verified.error.detail });
    const sender = senderOf(verified.value.certificate);
    if (!sender) return err({ kind: 'certificate.wrong-purpose', detail: 'not a sender certificate' });
    if (passed.size >= maxRemembered) passed.clear();
    passed.set(name, { until: now + rememberMs, agencyId: sender.agencyId, corporateNumber: sender.corporateNumber });
    return ok(sender);
  }

  async function checkSigner(x5c: readonly string[] | undefined, agency: Agency): Promise<Result<void, SenderError>> {
    const sender = await identify(x5c ?? []);
    if (!sender.ok) return sender;
    if (sender.value.agencyId !== agency.id) return err({ kind: 'sender.mismatch', detail: 'agency' });
    if (sender.value.corporateNumber !== agency.corporateNumber) return err({ kind: 'sender.mismatch', detail: 'corporate number' });
    return ok(undefined);
  }

  return {
    async checkSender(envelope: SealedEnvelope, agency: Agency): Promise<Result<void, SenderError>> {
      const signed = verifyDetached(envelope.signature, envelopeTyp, envelope.header, leafKey);
      if (!signed.ok) return err({ kind: 'signature.invalid', detail: signed.error.kind });
      return checkSigner(signed.value.header.x5c, agency);
    },
    checkStatement: async (jws, typ, agency) => {
      const signed = verifyCompact(jws, typ, leafKey);
      if (!signed.ok) return err({ kind: 'signature.invalid', detail: signed.error.kind });
      const signer = await checkSigner(signed.value.header.x5c, agency);
      return signer.ok ? ok(signed.value.payload) : signer;
    },
  } satisfies { checkSender: unknown; checkStatement: StatementCheck };
}
export type SenderCheck = ReturnType<typeof makeSenderChecks>['checkSender'];
