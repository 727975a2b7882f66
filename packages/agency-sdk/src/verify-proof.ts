// Judges the proof of an application offline, at any later time (CRT-02, JPK-05, JPK-12; EN 319 102-1 §5.5): what it proves sentence by sentence,
// and what is wrong with it by name. Nothing is asked of any service.
import type { FormDocument } from '@shishobako/contracts/application';
import { ApplicationProof } from '@shishobako/contracts/application-proof';
import type { Bilingual } from '@shishobako/contracts/primitives';
import type { TrustList } from '@shishobako/contracts/trust';
import { jsonSha256, sha256Base64url } from '@shishobako/crypto/node/digest';
import { makeEvidenceCheck } from '@shishobako/evidence/check-evidence-ref';
import { fromBase64, fromBase64url } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { rfc3339 } from '@shishobako/kernel/clock';
import { DerError } from '@shishobako/pki/der/read';
import { findStamp } from '@shishobako/pki/longterm/find-stamp';
import { judgeSignature } from '@shishobako/pki/longterm/judge-signature';
import { readValues, type ValidationData } from '@shishobako/pki/longterm/validation-data';
import { fourAttributesOf } from '@shishobako/pki/profile/four-attributes';
import { purposeFault } from '@shishobako/pki/profile/purpose';
import { verifyCardSignature } from '@shishobako/pki/verify/verify-card-signature';
import { type Certificate, parseCertificate } from '@shishobako/pki/x509/certificate';
import { anchorsAt } from './anchors-at.ts';
import { type ReadForm, readFormDocument } from './read-form-document.ts';

/** `wrong`: it was changed or never true. `missing`: nothing contradicts it, but time or status is not proven. */
export type ProofVerdict = {
  readonly verdict: 'proven' | 'missing' | 'wrong';
  readonly document: FormDocument | null;
  readonly statements: readonly (Bilingual & { readonly time: string | null })[];
  readonly problems: readonly { readonly kind: string; readonly where: string; readonly detail: string }[];
};
type Problem = ProofVerdict['problems'][number];

const gaps: ReadonlySet<string> = new Set(['stamp.none', 'status.none']);

function checkForm({ header, signed: { statement } }: ApplicationProof, { document: form, bytes }: ReadForm): Problem[] {
  const problems: Problem[] = [];
  const differs = (where: string, detail: string) => problems.push({ kind: 'document.altered', where, detail });
  if (statement.sha256 !== sha256Base64url(bytes)) differs('document', 'not the bytes that were signed');
  if (statement.title !== form.title) differs('signed.statement.title', statement.title);
  if (form.env !== header.env || form.agency !== header.to) differs('header', 'signed for another envelope or agency');
  return problems;
}

function checkSubmission(trust: TrustList, { header, submission }: ApplicationProof): Problem[] {
  const evidence = makeEvidenceCheck(trust)(submission);
  if (!evidence) return [{ kind: 'evidence.signature', where: 'submission', detail: 'not signed by the platform of the trust list' }];
  const { event, env, content } = evidence;
  const about = event === 'apply.accepted' && env === header.env && content?.headerSha256 === jsonSha256(header);
  return about ? [] : [{ kind: 'evidence.other-letter', where: 'submission', detail: event }];
}

/** Path, purpose and status at the time of the stamp. */
function judgeSigner(trust: TrustList, certificate: Certificate, data: ValidationData, time: number): Problem[] {
  const { report, pathReason } = judgeSignature({ certificate, anchors: anchorsAt(trust, 'signature', time), data, time });
  const wrong = (kind: string, detail: string): Problem[] => [{ kind, where: 'signed.certificate', detail }];
  if (pathReason)
    return wrong(pathReason === 'revoked' ? 'certificate.revoked' : 'certificate.untrusted', report.subIndication ?? pathReason);
  const fault = purposeFault(certificate, 'signature');
  if (fault) return wrong('certificate.wrong-purpose', fault);
  if (report.revocation?.status !== 'good')
    return [{ kind: 'status.none', where: 'ocspResponses', detail: 'no usable status of that time' }];
  return [];
}

const malformed = (faults: readonly Omit<Problem, 'kind'>[]): ProofVerdict => ({
  verdict: 'wrong',
  document: null,
  statements: [],
  problems: faults.map((fault) => ({ kind: 'proof.malformed', ...fault })),
});

/** `input`: the file's JSON. `trust`: the list that pins platform, card and time-stamping authorities. */
export function verifyProof(input: unknown, trust: TrustList): ProofVerdict {
  const parsed = ApplicationProof.safeParse(input);
  if (!parsed.success) return malformed(parsed.error.issues.map(({ path, message }) => ({ where: path.join('.'), detail: message })));
  try {
    return judge(parsed.data, trust);
  } catch (cause) {
    // Base64 that no encoder makes; a certificate beside it that looks like one until it is read to its end.
    if (cause instanceof SyntaxError || cause instanceof DerError) return malformed([{ where: '', detail: cause.message }]);
    throw cause;
  }
}

function judge(proof: ApplicationProof, trust: TrustList): ProofVerdict {
  const statements: (Bilingual & { time: string | null })[] = [];
  const read = readFormDocument(proof.document);
  const problems = read
    ? checkForm(proof, read)
    : [{ kind: 'document.altered', where: 'document', detail: 'no form in its only byte form' }];
  problems.push(...checkSubmission(trust, proof));

  const leaf = parseCertificate(fromBase64(proof.signed.certificate));
  const signature = fromBase64url(proof.signed.signature);
  if (!leaf.ok || !verifyCardSignature({ certificate: leaf.value, message: canonicalJson(proof.signed.statement), signature })) {
    problems.push({ kind: 'signature.invalid', where: 'signed.signature', detail: leaf.ok ? 'SIG_CRYPTO_FAILURE' : leaf.error.detail });
  } else {
    const data = readValues({
      certificates: proof.certificates.map(fromBase64),
      ocspResponses: proof.ocspResponses.map(fromBase64),
      crls: proof.crls.map(fromBase64),
    });
    const tokens = [fromBase64(proof.stamp)];
    const claimed = findStamp({ tokens, data: signature, anchors: undefined, values: data, time: undefined });
    const anchors = anchorsAt(trust, 'sender', claimed?.genTime ?? 0);
    const stamp = findStamp({ tokens, data: signature, anchors, values: data, time: undefined });
    if (!stamp?.trusted)
      problems.push({ kind: 'stamp.none', where: 'stamp', detail: 'no time stamp over this signature by a pinned authority' });
    else {
      const time = rfc3339(stamp.genTime);
      problems.push(...judgeSigner(trust, leaf.value, data, stamp.genTime));
      statements.push({ ja: '署名は、この時刻より前にありました', en: 'The signature existed before this time', time });
      // Read from a certificate that its authority signed, and from no other.
      const signer = problems.length === 0 && fourAttributesOf(leaf.value);
      if (signer)
        statements.push({
          ja: `署名した人: ${signer.name}（${signer.dateOfBirth}）。電子証明書はその時点で有効でした`,
          en: `Signed by ${signer.name} (${signer.dateOfBirth}), with a certificate in force at that time`,
          time,
        });
    }
  }
  if (problems.length === 0)
    statements.push({
      ja: `${proof.header.to} あての申請として受け付けられました`,
      en: `Taken as an application to ${proof.header.to}`,
      time: proof.submission.time,
    });
  const verdict = problems.length === 0 ? 'proven' : problems.every(({ kind }) => gaps.has(kind)) ? 'missing' : 'wrong';
  return { verdict, document: read?.document ?? null, statements, problems };
}
