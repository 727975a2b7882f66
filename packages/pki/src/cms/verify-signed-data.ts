// Judges every signer of CMS/CAdES data: intact, which level, and, with anchors, trusted at the time that counts (EN 319 102-1 §5):
// the time of a valid signature time stamp if there is one, so that a signature outlives its certificate, else the time given. The report
// goes further than `trusted`: it passes only when the status kept with the signature was good at that time.
import { DerError, encoded } from '../der/read.ts';
import { timeOf } from '../der/values.ts';
import { faultReport } from '../longterm/fault-report.ts';
import { bestStamp, findStamp, type Stamp } from '../longterm/find-stamp.ts';
import { type InTime, judgeInTime } from '../longterm/judge-in-time.ts';
import type { ValidationData } from '../longterm/validation-data.ts';
import { checkWork } from '../verify/work-limit.ts';
import type { Certificate } from '../x509/certificate.ts';
import { nameText } from '../x509/name.ts';
import { cadesValues } from './cades-values.ts';
import { checkSigner, type SignerFault } from './check-signer.ts';
import { cmsOids } from './oids.ts';
import { parseSignerInfo, type SignedData, type SignerInfo } from './signed-data.ts';

export type SignerVerdict = InTime & {
  readonly intact: boolean;
  readonly subject?: string;
  readonly certificate?: Certificate;
  readonly reason?: SignerFault;
  readonly claimedTime?: number;
  readonly counterSignatures: readonly { readonly intact: boolean; readonly subject?: string; readonly reason?: SignerFault }[];
};

export type SignedDataQuestion = {
  readonly data: SignedData;
  readonly detached?: Uint8Array | undefined;
  readonly anchors?: readonly Certificate[] | undefined;
  /** Anchors of time-stamping authorities; `anchors` unless given. */
  readonly stampAnchors?: readonly Certificate[] | undefined;
  readonly time?: number | undefined;
  /** Values kept beside the signature, and stamps that cover it whole: of the PDF it stands in. */
  readonly kept?: ValidationData | undefined;
  readonly laterStamps?: readonly Stamp[] | undefined;
};

function claimedTime(signer: SignerInfo): number | undefined {
  try {
    const value = signer.signed.get(cmsOids.signingTime)?.[0];
    return value && timeOf(value);
  } catch {
    return undefined;
  }
}

const bindsCertificate = (signer: SignerInfo): boolean =>
  signer.signed.has(cmsOids.signingCertificateV2) || signer.signed.has(cmsOids.signingCertificate);

function counterSignatures(signer: SignerInfo, certificates: readonly Certificate[]): SignerVerdict['counterSignatures'] {
  return (signer.unsigned.get(cmsOids.counterSignature) ?? []).slice(0, 16).map((value) => {
    try {
      const { certificate, fault } = checkSigner(parseSignerInfo(value), certificates, undefined, signer.signature);
      return { intact: !fault, ...(certificate && { subject: nameText(certificate.subject) }), ...(fault && { reason: fault }) };
    } catch (cause) {
      if (cause instanceof DerError) return { intact: false, reason: 'malformed' as const };
      throw cause;
    }
  });
}

const joined = (own: ValidationData, kept: ValidationData | undefined): ValidationData =>
  kept
    ? {
        certificates: [...own.certificates, ...kept.certificates],
        crls: [...own.crls, ...kept.crls],
        ocspResponses: [...own.ocspResponses, ...kept.ocspResponses],
      }
    : own;

function judge(signer: SignerInfo, question: SignedDataQuestion): SignerVerdict {
  const { data, detached, anchors, stampAnchors, time, kept, laterStamps = [] } = question;
  const values = joined(cadesValues(data, signer), kept);
  // Content the caller holds is what counts: data that carries another does not sign it.
  const { certificate, fault } = checkSigner(
    signer,
    [...values.certificates, ...(anchors ?? [])],
    data.contentType,
    detached ?? data.content,
  );
  const claimed = claimedTime(signer);
  const base = {
    intact: !fault,
    ...(certificate && { subject: nameText(certificate.subject), certificate }),
    ...(fault && { reason: fault }),
    ...(claimed !== undefined && { claimedTime: claimed }),
    counterSignatures: counterSignatures(signer, values.certificates),
  };
  if (fault || !certificate) {
    const at = time ?? claimed ?? certificate?.notBefore ?? 0;
    return anchors ? { ...base, trusted: false, report: faultReport(fault ?? 'no-certificate', at) } : base;
  }
  const tokens = (signer.unsigned.get(cmsOids.signatureTimeStamp) ?? []).map(encoded);
  const own = findStamp({ tokens, data: signer.signature, anchors: stampAnchors ?? anchors, values, time });
  const stamp = bestStamp([...(own ? [own] : []), ...laterStamps]);
  return { ...base, ...judgeInTime({ certificate, values, stamp, anchors, at: time ?? claimed, binds: bindsCertificate(signer) }) };
}

/** Throws WorkLimitError. */
export function verifySignedData(question: SignedDataQuestion): readonly SignerVerdict[] {
  const { data, detached } = question;
  checkWork(data.signers.length, (detached ?? data.content)?.length ?? 0);
  return data.signers.map((signer) => judge(signer, question));
}
