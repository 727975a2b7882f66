// Status of a certificate by CRLs (RFC 5280 §6.3): distribution points, reasons, deltas, indirect lists, and who may sign a list.
import { equalBytes } from '@shishobako/kernel/bytes';
import { DerError } from '../der/read.ts';
import { oids } from '../oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { Crl } from '../x509/crl.ts';
import { REMOVE_FROM_CRL, type RevokedCertificate } from '../x509/crl-entries.ts';
import { ALL_REASONS, type DistributionPoint, distributionPoints } from '../x509/distribution-points.ts';
import { basicConstraints, keyUsage, subjectKeyId } from '../x509/extensions.ts';
import type { GeneralName } from '../x509/general-name.ts';
import { type Name, sameName } from '../x509/name.ts';
import { verifySigned } from '../x509/signature.ts';

export type CrlStatus =
  | { readonly status: 'good'; readonly crl: Crl }
  | { readonly status: 'revoked'; readonly crl: Crl; readonly entry: RevokedCertificate }
  | { readonly status: 'unknown' };

export type CrlQuestion = {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly crls: readonly Crl[];
  readonly time: number;
  readonly maxAge?: number;
  /** Old lists signed with SHA-1 count too. */
  readonly allowSha1?: boolean;
  /** Other certificates that may hold a CRL signer's key. */
  readonly signers: (crl: Crl) => Iterable<Certificate>;
  /** Whether a signer other than the issuer itself may be trusted for this list. */
  readonly trusts: (signer: Certificate, crl: Crl) => boolean;
};

const sameNames = (a: readonly GeneralName[], b: readonly GeneralName[]): boolean =>
  a.some((x) =>
    b.some((y) =>
      x.kind === 'directory' && y.kind === 'directory'
        ? sameName(x.value, y.value)
        : x.kind === 'uri' && y.kind === 'uri'
          ? x.value === y.value
          : equalBytes(x.raw, y.raw),
    ),
  );

const directoryOf = (name: Name): GeneralName => ({ kind: 'directory', value: name, raw: name.der });

const isCurrent = (crl: Crl, { time, maxAge }: CrlQuestion): boolean =>
  crl.thisUpdate <= time &&
  (crl.nextUpdate === undefined || time <= crl.nextUpdate) &&
  (maxAge === undefined || time - crl.thisUpdate <= maxAge);

/** §6.3.3 b: issuer and scope fit this certificate and distribution point. */
function covers(crl: Crl, point: DistributionPoint, { certificate }: CrlQuestion): boolean {
  if (point.crlIssuer) {
    if (!crl.point?.indirect || !sameNames(point.crlIssuer, [directoryOf(crl.issuer)])) return false;
  } else if (!sameName(crl.issuer, certificate.issuer)) return false;
  if (!crl.point) return true;
  const { names, onlyUser, onlyCa, onlyAttribute } = crl.point;
  if (names) {
    const wanted = point.names ?? point.crlIssuer;
    if (!wanted || !sameNames(names, wanted)) return false;
  }
  const isCa = basicConstraints(certificate)?.ca ?? false;
  return !(onlyAttribute || (onlyUser && isCa) || (onlyCa && !isCa));
}

/** A list is checked once per signer, however many certificates it is asked about. */
const checked = new WeakMap<Crl, WeakMap<Certificate, boolean>>();

function isListSignedBy(crl: Crl, signer: Certificate, allowSha1 = false): boolean {
  if (allowSha1) return verifySigned(crl.signatureAlgorithm, signer.publicKey, crl.tbs, crl.signature, true);
  const judged = checked.get(crl) ?? new WeakMap<Certificate, boolean>();
  checked.set(crl, judged);
  let good = judged.get(signer);
  if (good === undefined) {
    good = verifySigned(crl.signatureAlgorithm, signer.publicKey, crl.tbs, crl.signature);
    judged.set(signer, good);
  }
  return good;
}

/** Who signed the list: the certificate's issuer, or another trusted holder of the list issuer's name. */
function signerOf(crl: Crl, { issuer, signers, trusts, allowSha1 }: CrlQuestion): Certificate | undefined {
  const mayBe = (c: Certificate): boolean => {
    const keyId = crl.authorityKeyId;
    const has = keyId === undefined ? undefined : subjectKeyId(c);
    if (keyId !== undefined && has !== undefined && has !== keyId) return false;
    if (!sameName(c.subject, crl.issuer) || !(keyUsage(c)?.has('cRLSign') ?? true)) return false;
    return isListSignedBy(crl, c, allowSha1);
  };
  if (mayBe(issuer)) return issuer;
  for (const c of signers(crl)) if (c !== issuer && mayBe(c) && trusts(c, crl)) return c;
  return undefined;
}

const asNumber = (hex: string): bigint => BigInt(`0x${hex}`);

/** §6.3.3 c: a current delta to this complete list, same scope, issuer and signing key. */
function deltaFor(crl: Crl, signer: Certificate, question: CrlQuestion): Crl | undefined {
  const { number } = crl;
  if (number === undefined) return undefined;
  const fits = (d: Crl): boolean =>
    d.baseNumber !== undefined &&
    d.number !== undefined &&
    !d.hasUnknownCritical &&
    isCurrent(d, question) &&
    sameName(d.issuer, crl.issuer) &&
    equalBytes(d.point?.der ?? new Uint8Array(), crl.point?.der ?? new Uint8Array()) &&
    asNumber(number) >= asNumber(d.baseNumber) &&
    asNumber(number) < asNumber(d.number) &&
    verifySigned(d.signatureAlgorithm, signer.publicKey, d.tbs, d.signature);
  const found = question.crls.filter(fits);
  return found.sort((a, b) => (asNumber(b.number ?? '0') > asNumber(a.number ?? '0') ? 1 : -1))[0];
}

const lookUp = (crl: Crl, { certificate }: CrlQuestion): RevokedCertificate | undefined =>
  crl.point?.indirect ? crl.entries.findIndirect(certificate.serial, certificate.issuer, crl.issuer) : crl.entries.find(certificate.serial);

/** The point of the issuer's general list, which comes after a certificate's own (§6.3.3, final paragraph). */
const generalPoint = ({ certificate }: CrlQuestion): DistributionPoint => ({
  names: [directoryOf(certificate.issuer)],
  reasons: ALL_REASONS,
  crlIssuer: undefined,
});

/** What the lists have said so far. */
type Progress = {
  /** Reasons a trusted list has answered for. */
  done: number;
  readonly signers: Map<Crl, Certificate | undefined>;
};

function knownSigner({ signers }: Progress, crl: Crl, question: CrlQuestion): Certificate | undefined {
  if (!signers.has(crl)) signers.set(crl, signerOf(crl, question));
  return signers.get(crl);
}

/** Undefined when the lists for this point leave reasons open. */
function judgeAt(point: DistributionPoint, question: CrlQuestion, progress: Progress): CrlStatus | undefined {
  const { certificate, crls } = question;
  for (const crl of crls) {
    if (crl.baseNumber !== undefined || crl.hasUnknownCritical || !isCurrent(crl, question) || !covers(crl, point, question)) continue;
    const reasons = point.reasons & (crl.point?.reasons ?? ALL_REASONS);
    const signer = (reasons & ~progress.done) === 0 ? undefined : knownSigner(progress, crl, question);
    if (!signer) continue;
    const wantsDelta = certificate.extensions.has(oids.freshestCrl) || crl.extensions.has(oids.freshestCrl);
    const delta = wantsDelta ? deltaFor(crl, signer, question) : undefined;
    const changed = delta && lookUp(delta, question);
    const entry = changed ?? lookUp(crl, question);
    if (entry && entry.reason !== REMOVE_FROM_CRL) return { status: 'revoked', crl: changed ? (delta as Crl) : crl, entry };
    progress.done |= reasons;
    if ((progress.done & ALL_REASONS) === ALL_REASONS) return { status: 'good', crl };
  }
  return undefined;
}

function judge(question: CrlQuestion): CrlStatus {
  const { certificate } = question;
  const progress: Progress = { done: 0, signers: new Map() };
  for (const point of distributionPoints(certificate.extensions, certificate.issuer) ?? []) {
    const answer = judgeAt(point, question, progress);
    if (answer) return answer;
  }
  return judgeAt(generalPoint(question), question, progress) ?? { status: 'unknown' };
}

export function crlStatus(question: CrlQuestion): CrlStatus {
  try {
    return judge(question);
  } catch (cause) {
    if (cause instanceof DerError) return { status: 'unknown' };
    throw cause;
  }
}
