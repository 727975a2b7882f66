// One certificate, one purpose, one moment: chain to a pinned anchor, validity, purpose, then status (fact sheet §10, RFC 5280 §6).
import type { TrustAnchor } from '@shishobako/contracts/trust';
import { fromBase64 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { DerError } from '../der/read.ts';
import { CertificatePool, findPath, type PathReason } from '../path/find-path.ts';
import { plainRules } from '../path/verify-path.ts';
import { type Purpose, purposeFault } from '../profile/purpose.ts';
import type { RevocationAnswer, RevocationSource } from '../revocation/revocation-source.ts';
import { type Certificate, readCertificate } from '../x509/certificate.ts';
import { type CertificateError, type CertificateErrorKind, subIndications, type Verdict } from './verdict.ts';

export type VerifyCertificateInput = {
  /** DER. */
  readonly leaf: Uint8Array;
  readonly intermediates?: readonly Uint8Array[];
  /** From the trust list; only those of the purpose and within their pinned period count. */
  readonly anchors: readonly TrustAnchor[];
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly purpose: Purpose;
  readonly revocation: RevocationSource;
};

export type VerifiedCertificate = { readonly certificate: Certificate; readonly verdict: Verdict };

const MAX_INTERMEDIATES = 16;
const anchorsByText = new Map<string, Certificate>();

function anchorCertificate(text: string): Certificate {
  const known = anchorsByText.get(text);
  if (known) return known;
  const certificate = readCertificate(fromBase64(text));
  if (anchorsByText.size >= 256) anchorsByText.clear();
  anchorsByText.set(text, certificate);
  return certificate;
}

/** Within their pinned period. Throws DerError for a malformed anchor: the trust list itself is broken. */
const currentAnchors = ({ anchors, time }: VerifyCertificateInput): TrustAnchor[] =>
  anchors.filter((a) => Date.parse(a.validFrom) <= time && time <= Date.parse(a.validTo));

const kinds: Readonly<Record<PathReason, CertificateErrorKind>> = {
  'no-path': 'certificate.unknown-issuer',
  signature: 'certificate.unknown-issuer',
  algorithm: 'certificate.unknown-issuer',
  limit: 'certificate.unknown-issuer',
  expired: 'certificate.expired',
  'not-yet-valid': 'certificate.not-yet-valid',
  malformed: 'certificate.malformed',
  revoked: 'certificate.revoked',
  'revocation-unknown': 'revocation.unavailable',
  'unknown-critical-extension': 'certificate.wrong-purpose',
  'not-an-authority': 'certificate.wrong-purpose',
  'key-usage': 'certificate.wrong-purpose',
  'extended-key-usage': 'certificate.wrong-purpose',
  'path-too-long': 'certificate.wrong-purpose',
  'name-constraints': 'certificate.wrong-purpose',
  'name-mismatch': 'certificate.wrong-purpose',
  policy: 'certificate.wrong-purpose',
  profile: 'certificate.wrong-purpose',
};

/** `err` for everything that is not a clear pass; its verdict says how far the check came. */
export async function verifyCertificate(input: VerifyCertificateInput): Promise<Result<VerifiedCertificate, CertificateError>> {
  const { time, purpose, revocation } = input;
  let path: readonly Certificate[] = [];
  let answer: RevocationAnswer | null = null;
  const refuse = (kind: CertificateErrorKind, detail: string): Result<VerifiedCertificate, CertificateError> =>
    err({ kind, detail, verdict: { indication: 'INDETERMINATE', subIndication: subIndications[kind], path, time, revocation: answer } });
  const current = currentAnchors(input);
  const search = (leaf: Certificate, anchors: readonly TrustAnchor[], intermediates: readonly Certificate[]) =>
    findPath(leaf, new CertificatePool(anchors.map((a) => anchorCertificate(a.certificate)), intermediates), plainRules(time), () => undefined);
  try {
    const leaf = readCertificate(input.leaf);
    path = [leaf];
    const intermediates = (input.intermediates ?? []).slice(0, MAX_INTERMEDIATES).map(readCertificate);
    const found = search(
      leaf,
      current.filter((a) => a.purpose === purpose),
      intermediates,
    );
    if ('reason' in found) {
      const others = current.filter((a) => a.purpose !== purpose);
      const elsewhere = found.reason === 'no-path' || found.reason === 'signature' ? search(leaf, others, intermediates) : found;
      if ('policies' in elsewhere) return refuse('certificate.wrong-purpose', 'issued by an authority for another purpose');
      path = found.path;
      return refuse(kinds[found.reason], found.reason);
    }
    path = found.path;
    const fault = purposeFault(leaf, purpose);
    if (fault) return refuse('certificate.wrong-purpose', fault);
    for (const [i, certificate] of path.slice(0, -1).entries()) {
      answer = await revocation.check(certificate, path[i + 1] as Certificate, time);
      if (answer.status === 'revoked') return refuse('certificate.revoked', answer.source);
      if (answer.status === 'unavailable') return refuse('revocation.unavailable', answer.detail ?? answer.source);
    }
    const verdict: Verdict = { indication: 'TOTAL-PASSED', subIndication: null, path, time, revocation: answer };
    return ok({ certificate: leaf, verdict });
  } catch (cause) {
    if (cause instanceof DerError) return refuse('certificate.malformed', cause.message);
    throw cause;
  }
}
