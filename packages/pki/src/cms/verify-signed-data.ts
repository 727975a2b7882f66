// Judges every signer of CMS/CAdES data: intact, which level, and, with anchors, trusted at the time that counts (EN 319 102-1 §5):
// the time of a valid signature time stamp if there is one, so that a signature outlives its certificate, else the time given.
import { DerError, encoded } from '../der/read.ts';
import { timeOf } from '../der/values.ts';
import type { PathReason } from '../path/find-path.ts';
import { plainRules, verifyPath } from '../path/verify-path.ts';
import { findIntactStamp, verifyTimeStamp } from '../timestamp/time-stamp-token.ts';
import type { Certificate } from '../x509/certificate.ts';
import { type Crl, readCrl } from '../x509/crl.ts';
import { nameText } from '../x509/name.ts';
import { checkSigner, type SignerFault } from './check-signer.ts';
import { cmsOids } from './oids.ts';
import { parseSignerInfo, type SignedData, type SignerInfo } from './signed-data.ts';

export type CadesLevel = 'B' | 'T' | 'LT';

export type SignerVerdict = {
  readonly intact: boolean;
  readonly subject?: string;
  readonly certificate?: Certificate;
  /** Undefined for plain CMS, which does not bind its certificate. */
  readonly level?: CadesLevel;
  readonly reason?: SignerFault;
  readonly claimedTime?: number;
  /** Proven by a valid time stamp. */
  readonly stampedTime?: number;
  readonly trusted?: boolean;
  readonly trustReason?: PathReason;
  readonly counterSignatures: readonly { readonly intact: boolean; readonly subject?: string; readonly reason?: SignerFault }[];
};

export type SignedDataQuestion = {
  readonly data: SignedData;
  readonly detached?: Uint8Array | undefined;
  readonly anchors?: readonly Certificate[] | undefined;
  /** Anchors of time-stamping authorities; `anchors` unless given. */
  readonly stampAnchors?: readonly Certificate[] | undefined;
  readonly time?: number | undefined;
};

const readable = (crls: readonly Uint8Array[]): Crl[] =>
  crls.flatMap((der) => {
    try {
      return [readCrl(der)];
    } catch (cause) {
      if (cause instanceof DerError) return [];
      throw cause;
    }
  });

function claimedTime(signer: SignerInfo): number | undefined {
  try {
    const value = signer.signed.get(cmsOids.signingTime)?.[0];
    return value && timeOf(value);
  } catch {
    return undefined;
  }
}

type Stamp = { readonly genTime: number; readonly trusted: boolean };

function stampOf(signer: SignerInfo, { anchors, stampAnchors, time }: SignedDataQuestion): Stamp | undefined {
  for (const value of signer.unsigned.get(cmsOids.signatureTimeStamp) ?? []) {
    const token = encoded(value);
    const stamped = { data: signer.signature };
    const pinned = stampAnchors ?? anchors;
    const intact = findIntactStamp(token, stamped);
    if (!intact) continue;
    const { genTime } = intact.info;
    const verdict = pinned && verifyTimeStamp({ token, stamped, anchors: pinned, time: time ?? genTime });
    return { genTime, trusted: verdict?.valid ?? false };
  }
  return undefined;
}

function levelOf(signer: SignerInfo, data: SignedData, stamp: Stamp | undefined): CadesLevel | undefined {
  if (!signer.signed.has(cmsOids.signingCertificateV2) && !signer.signed.has(cmsOids.signingCertificate)) return undefined;
  if (!stamp) return 'B';
  const keepsStatus = data.hasRevocations || signer.unsigned.has(cmsOids.revocationValues);
  return keepsStatus ? 'LT' : 'T';
}

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

function trust(certificate: Certificate, question: SignedDataQuestion, time: number): PathReason | undefined {
  const { data, anchors = [] } = question;
  const rules = { ...plainRules(time), purpose: 'signature' as const };
  const found = verifyPath({
    target: certificate,
    anchors,
    intermediates: data.certificates,
    crls: readable(data.crls),
    rules,
    requireRevocation: false,
  });
  return 'policies' in found ? undefined : found.reason;
}

export function verifySignedData(question: SignedDataQuestion): readonly SignerVerdict[] {
  const { data, detached, anchors, time } = question;
  // Content the caller holds is what counts: data that carries another does not sign it.
  const content = detached ?? data.content;
  return data.signers.map((signer) => {
    const { certificate, fault } = checkSigner(signer, [...data.certificates, ...(anchors ?? [])], data.contentType, content);
    const stamp = fault ? undefined : stampOf(signer, question);
    const level = levelOf(signer, data, stamp);
    const claimed = claimedTime(signer);
    const base = {
      intact: !fault,
      ...(certificate && { subject: nameText(certificate.subject), certificate }),
      ...(level && !fault && { level }),
      ...(fault && { reason: fault }),
      ...(claimed !== undefined && { claimedTime: claimed }),
      ...(stamp?.trusted && { stampedTime: stamp.genTime }),
      counterSignatures: counterSignatures(signer, data.certificates),
    };
    if (!anchors) return base;
    if (fault || !certificate) return { ...base, trusted: false };
    const at = stamp?.trusted ? stamp.genTime : (time ?? claimed ?? certificate.notBefore);
    const reason = trust(certificate, question, at);
    return { ...base, trusted: !reason, ...(reason && { trustReason: reason }) };
  });
}
