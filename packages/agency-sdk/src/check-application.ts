// Is this application what its person signed, for us, and is the signer the person named in it (JPK-05, JPK-06, PRN-10)? Every "no" has its
// own name. The status of the certificate counts for the moment the platform took the application, as its evidence proves.
import type {
  ApplicationContent,
  ApplicationForm,
  ApplicationRefusal,
  FormDocument,
  WaitingApplication,
} from '@shishobako/contracts/application';
import type { SignedDocumentStatement } from '@shishobako/contracts/document-statement';
import type { TrustList } from '@shishobako/contracts/trust';
import type { AuthorizeQuestion } from '@shishobako/contracts/verifier';
import { jsonSha256, sha256Base64url } from '@shishobako/crypto/node/digest';
import { openApplication } from '@shishobako/crypto/node/open-application';
import { makeEvidenceCheck } from '@shishobako/evidence/check-evidence-ref';
import { fromBase64, fromBase64url } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import type { Clock } from '@shishobako/kernel/clock';
import type { AgencyId } from '@shishobako/kernel/ids';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { type MatchReport, matchFourAttributes } from '@shishobako/pki/matching/match-four-attributes';
import { type FourAttributes, fourAttributesOf } from '@shishobako/pki/profile/four-attributes';
import { makeOcspClient } from '@shishobako/pki/revocation/ocsp-client';
import type { RevocationSource } from '@shishobako/pki/revocation/revocation-source';
import { verifyCardSignature } from '@shishobako/pki/verify/verify-card-signature';
import { verifyCertificate } from '@shishobako/pki/verify/verify-certificate';
import type { ApplicationKey } from './application-desk.ts';
import { readFormDocument } from './read-form-document.ts';

export type CheckedApplication = {
  /** Of the header as the platform's evidence proves it. */
  readonly headerSha256: string;
  /** Null when it did not open. */
  readonly document: FormDocument | null;
  readonly documentSha256: string | null;
  /** The card's signature over it; only of a certificate that was verified. */
  readonly signed: SignedDocumentStatement | null;
  /** As the signing certificate says; only of a certificate that was verified. */
  readonly signer: FourAttributes | null;
  readonly match: MatchReport | null;
  readonly refusal: ApplicationRefusal | null;
};
/** Neither yes nor no: to be looked at again. */
export type CheckDelay = { readonly kind: 'evidence.invalid' } | { readonly kind: 'revocation.unavailable' };

export type ApplicationCheckOptions = {
  readonly agency: AgencyId;
  readonly recipient: string;
  readonly key: ApplicationKey;
  readonly forms: readonly ApplicationForm[];
  readonly trust: TrustList;
  readonly clock: Clock;
  /** As which registered verifier the authority is asked. */
  readonly authorize?: AuthorizeQuestion | undefined;
  readonly fetch?: typeof fetch;
};

const unopened = { document: null, documentSha256: null, signed: null, signer: null, match: null };
const dayMs = 86_400_000;

/** What the form says of its applicant, field by field. */
export function attributesOf(form: ApplicationForm, fields: FormDocument['fields']): Parameters<typeof matchFourAttributes>[0] {
  const given = form.fields.flatMap((field) => {
    const value = fields[field.id];
    return field.attribute !== null && value !== undefined && value !== '' ? [[field.attribute, value] as const] : [];
  });
  return Object.fromEntries(given);
}

function isComplete(form: ApplicationForm, fields: FormDocument['fields']): boolean {
  const known = new Set(form.fields.map((field) => field.id));
  if (Object.keys(fields).some((id) => !known.has(id))) return false;
  return form.fields.every((field) => {
    const value = fields[field.id] ?? '';
    if (value === '') return !field.required;
    return value.length <= field.max && (field.kind !== 'choice' || field.options.some((option) => option.value === value));
  });
}

/** `recipient`: origin the card program showed as the receiver; `key`: opens what is sealed to this agency. Answers a refusal as a value. */
export function makeApplicationCheck(options: ApplicationCheckOptions) {
  const { trust, clock, key } = options;
  const checkEvidence = makeEvidenceCheck(trust);
  const ocsp = makeOcspClient({ url: trust.ocspUrl, clock, authorize: options.authorize, ...(options.fetch && { fetch: options.fetch }) });
  /** Revoked after the application was taken is not revoked for it. */
  const statusAt = (moment: number): RevocationSource => ({
    async check(certificate, issuer) {
      const answer = await ocsp.check(certificate, issuer, clock());
      const later = answer.status === 'revoked' && answer.revokedAt !== undefined && answer.revokedAt > moment;
      return later ? { ...answer, status: 'good' } : answer;
    },
  });

  async function checkSigner(
    { signed }: ApplicationContent,
    submitted: number,
  ): Promise<Result<FourAttributes, { kind: ApplicationRefusal } | CheckDelay>> {
    let leaf: Uint8Array;
    let signature: Uint8Array;
    try {
      leaf = fromBase64(signed.certificate);
      signature = fromBase64url(signed.signature);
    } catch {
      return err({ kind: 'signature.invalid' });
    }
    if (!verifyCardSignature({ certificate: leaf, message: canonicalJson(signed.statement), signature }))
      return err({ kind: 'signature.invalid' });
    const verified = await verifyCertificate({
      leaf,
      anchors: trust.anchors,
      time: submitted,
      purpose: 'signature',
      revocation: statusAt(submitted),
    });
    if (verified.ok) {
      const signer = fourAttributesOf(verified.value.certificate);
      return signer ? ok(signer) : err({ kind: 'certificate.wrong-purpose' });
    }
    switch (verified.error.kind) {
      case 'revocation.unavailable':
        return err({ kind: 'revocation.unavailable' });
      case 'certificate.revoked':
      case 'certificate.expired':
      case 'certificate.wrong-purpose':
        return err({ kind: verified.error.kind });
      default:
        return err({ kind: 'certificate.untrusted' });
    }
  }

  return async function checkApplication(waiting: WaitingApplication): Promise<Result<CheckedApplication, CheckDelay>> {
    const { header } = waiting.application;
    const evidence = checkEvidence(waiting.evidence);
    if (evidence?.event !== 'apply.accepted' || evidence.env !== header.env || evidence.content?.headerSha256 !== jsonSha256(header))
      return err({ kind: 'evidence.invalid' });
    const submitted = Date.parse(evidence.time);
    const nothing = { ...unopened, headerSha256: jsonSha256(header) };
    if (header.to !== options.agency) return ok({ ...nothing, refusal: 'document.other-recipient' });
    if (header.kid !== key.kid) return ok({ ...nothing, refusal: 'seal.broken' });
    const opened = await openApplication(waiting.application, key.kem);
    if (!opened.ok) return ok({ ...nothing, refusal: 'seal.broken' });
    const content = opened.value;
    const { statement } = content.signed;
    const read = readFormDocument(content.document);
    if (!read) return ok({ ...nothing, refusal: 'document.altered' });
    const { document } = read;
    const documentSha256 = sha256Base64url(read.bytes);
    const seen = { ...nothing, document, documentSha256 };
    if (statement.sha256 !== documentSha256 || statement.title !== document.title) return ok({ ...seen, refusal: 'document.altered' });
    if (statement.recipient !== options.recipient || document.agency !== options.agency)
      return ok({ ...seen, refusal: 'document.other-recipient' });
    // A form that was signed for another envelope is an old one sent again.
    if (document.env !== header.env) return ok({ ...seen, refusal: 'document.altered' });
    const age = submitted - Date.parse(statement.created);
    if (!trust.readers.includes(statement.origin) || age > dayMs || age < -dayMs / 24) return ok({ ...seen, refusal: 'signature.invalid' });
    const signer = await checkSigner(content, submitted);
    if (!signer.ok) {
      const { kind } = signer.error;
      if (kind === 'revocation.unavailable' || kind === 'evidence.invalid') return err({ kind });
      return ok({ ...seen, refusal: kind });
    }
    const form = options.forms.find((one) => one.id === document.form);
    const verified = { ...seen, signed: content.signed, signer: signer.value };
    if (!form) return ok({ ...verified, refusal: 'form.unknown' });
    const match = matchFourAttributes(attributesOf(form, document.fields), signer.value);
    const other = [match.fields.name, match.fields.dateOfBirth].some((field) => field?.result === 'different');
    const refusal = other ? 'applicant.other' : isComplete(form, document.fields) ? null : 'form.incomplete';
    return ok({ ...verified, match, refusal });
  };
}
