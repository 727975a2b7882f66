// Certificates on a phone (ADR 0017): the application is the holder's own, signed with the card's signing key for these very keys, and the
// card's authentication key has signed the phone's. Path and status are the register's: a certificate counts that was issued here, byte for byte.
import type { PhoneIssued, PhoneIssueRequest } from '@shishobako/contracts/phone';
import { sha256Base64url } from '@shishobako/crypto/node/digest';
import { fromBase64, fromBase64url, fromHex, toBase64 } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { rfc3339 } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { type FourAttributes, fourAttributesOf } from '@shishobako/pki/profile/four-attributes';
import { buildAuthenticationCertificate, buildSignatureCertificate } from '@shishobako/pki/profile/jpki';
import { ageAt, cardCertificateEnd } from '@shishobako/pki/profile/jpki-validity';
import { verifyCardSignature } from '@shishobako/pki/verify/verify-card-signature';
import { readCertificate } from '@shishobako/pki/x509/certificate';
import { checkPublicKey, type KeyRefused } from '../../../domain/check-public-key.ts';
import { authenticationIssueId, signatureIssueId } from '../../../domain/issue-id.ts';
import type { CardRow, RegisteredCertificate } from '../../../ports/certificate-register.ts';
import type { PhoneNotAllowed, PhonePolicy } from '../../../ports/phone-policy.ts';
import type { PhoneRegister } from '../../../ports/phone-register.ts';
import type { IssueDeps } from '../../operator/issue-card/issue-card.ts';

export type IssuePhoneError =
  | KeyRefused
  | PhoneNotAllowed
  | { readonly kind: 'phone.application'; readonly detail: string }
  | { readonly kind: 'phone.other-card' }
  | { readonly kind: 'phone.used' };

export type IssuePhoneDeps = IssueDeps & { readonly phones: PhoneRegister; readonly policy: PhonePolicy; readonly publicUrl: string };

type Found = NonNullable<Awaited<ReturnType<PhoneRegister['findByCertificate']>>>;
type Signed = { readonly statement: unknown; readonly signature: string; readonly certificate: string };
const freshMs = 300_000;
const refused = (detail: string) => err({ kind: 'phone.application' as const, detail });

/** Signed by the key of the certificate beside it; whose certificate it is and whether it counts, the register says. */
export function isSigned({ statement, signature, certificate }: Signed): boolean {
  try {
    const parts = { certificate: fromBase64(certificate), signature: fromBase64url(signature) };
    return verifyCardSignature({ ...parts, message: canonicalJson(statement) });
  } catch {
    return false;
  }
}

export function makeIssuePhone(deps: IssuePhoneDeps) {
  const { authorities, register, phones, policy, clock, organisation, publicUrl } = deps;

  /** Both statements name what they are for and were made a moment ago by the keys of the certificates beside them. */
  function checkStatements({ application, link }: PhoneIssueRequest, key: Uint8Array): Result<void, IssuePhoneError> {
    if (application.statement.authority !== publicUrl) return refused('another authority');
    for (const { created } of [application.statement, link.statement])
      if (Math.abs(clock() - Date.parse(created)) > freshMs) return refused('too old');
    if (link.statement.key !== sha256Base64url(key)) return refused('the link is for another key');
    if (!isSigned(application) || !isSigned(link)) return refused('signature');
    return ok(undefined);
  }

  const isValid = ({ revokedAt, notAfter }: CardRow['certificates'][number]): boolean => revokedAt === null && notAfter > clock();

  async function certify(use: 'authentication' | 'signature', spki: Uint8Array, at: number, from: Found, attributes: FourAttributes) {
    const authority = authorities.get(use, 2);
    const serial = await register.nextSerial();
    const notAfter = Math.min(cardCertificateEnd(at, attributes.dateOfBirth), from.own.notAfter, authority.notAfter);
    const municipality = await register.findPartition(from.municipality);
    if (!municipality) throw new Error('a card without its municipality');
    const common = { serial: fromHex(serial), notBefore: at, notAfter, organisation, municipality, spki, device: 'phone' as const };
    const der =
      use === 'signature'
        ? buildSignatureCertificate({ ...common, issueId: signatureIssueId(at), attributes }, authority.issuer)
        : buildAuthenticationCertificate({ ...common, issueId: authenticationIssueId(municipality.code) }, authority.issuer);
    const made: RegisteredCertificate = {
      ...{ authority: authority.id, serial, use: `phone-${use}` as const, der, notAfter, municipality: municipality.code, agency: null },
    };
    const certificate = { serial, certificate: toBase64(der), ca: toBase64(authority.certificate), notAfter: rfc3339(notAfter) };
    return { made, certificate };
  }

  return async function issuePhone(request: PhoneIssueRequest): Promise<Result<PhoneIssued, IssuePhoneError>> {
    const { application, link } = request;
    const keys = [checkPublicKey(application.statement.authentication, 'card'), checkPublicKey(application.statement.signature, 'card')];
    const [authenticationKey, signatureKey] = keys;
    if (!authenticationKey?.ok) return authenticationKey ?? refused('key');
    if (!signatureKey?.ok) return signatureKey ?? refused('key');
    const fits = checkStatements(request, authenticationKey.value);
    if (!fits.ok) return fits;
    const signer = await phones.findByCertificate(fromBase64(application.certificate));
    const linker = await phones.findByCertificate(fromBase64(link.certificate));
    if (signer?.own.use !== 'signature' || linker?.own.use !== 'authentication') return refused('not certificates of a card');
    if (signer.card.id !== linker.card.id) return err({ kind: 'phone.other-card' });
    const attributes = fourAttributesOf(readCertificate(signer.own.der));
    if (!attributes) return refused('attributes');
    const at = Math.floor(clock() / 1000) * 1000;
    const facts = {
      ...{ age: ageAt(at, attributes.dateOfBirth), ended: signer.card.ended !== null },
      ...{ signatureValid: isValid(signer.own), authenticationValid: isValid(linker.own) },
    };
    const allowed = policy(facts);
    if (!allowed.ok) return allowed;
    const authentication = await certify('authentication', authenticationKey.value, at, linker, attributes);
    const signature = await certify('signature', signatureKey.value, at, signer, attributes);
    const added = await phones.addPhone({
      ...{ card: signer.card.id, restsOn: [signer.own.serial, linker.own.serial], nonce: application.statement.nonce },
      ...{ certificates: [authentication.made, signature.made], link, at },
    });
    if (added === 'nonce') return err({ kind: 'phone.used' });
    // Ended between the policy and the transaction: the register has the last word.
    if (added === 'ended') {
      const ended = policy({ ...facts, ended: true });
      return ended.ok ? refused('card') : ended;
    }
    return ok({ authentication: authentication.certificate, signature: signature.certificate });
  };
}
