// One certificate, one purpose, one moment: chain to a pinned anchor, validity, purpose, then status (fact sheet §10, RFC 5280 §6).
import type { TrustAnchor } from '@shishobako/contracts/trust';
import { equalBytes, fromBase64 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { DerError } from '../der/read.ts';
import { type Purpose, purposeFault } from '../profile/purpose.ts';
import type { RevocationAnswer, RevocationSource } from '../revocation/revocation-source.ts';
import { type Certificate, readCertificate } from '../x509/certificate.ts';
import { basicConstraints } from '../x509/extensions.ts';
import { hasUnknownCritical, isAuthority, isSignedBy } from './find-issuer.ts';
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

/** Anchors usable for this purpose at this time. Throws DerError for a malformed anchor: the trust list itself is broken. */
const usableAnchors = (input: VerifyCertificateInput): Certificate[] =>
  input.anchors
    .filter((a) => a.purpose === input.purpose && Date.parse(a.validFrom) <= input.time && input.time <= Date.parse(a.validTo))
    .map((a) => anchorCertificate(a.certificate));

/** Leaf first, anchor last; undefined when no chain of signatures leads to an anchor. */
function findPath(leaf: Certificate, intermediates: readonly Certificate[], anchors: readonly Certificate[]): Certificate[] | undefined {
  const anchor = anchors.find((a) => isSignedBy(leaf, a));
  if (anchor) return [leaf, anchor];
  for (const next of intermediates) {
    if (equalBytes(next.der, leaf.der) || !isSignedBy(leaf, next)) continue;
    const rest = findPath(
      next,
      intermediates.filter((c) => c !== next),
      anchors,
    );
    if (rest) return [leaf, ...rest];
  }
  return undefined;
}

function pathFault(path: readonly Certificate[]): string | undefined {
  for (const [i, certificate] of path.entries()) {
    if (hasUnknownCritical(certificate)) return 'critical extension not understood';
    if (i === 0) continue;
    if (!isAuthority(certificate)) return 'issuer may not sign certificates';
    const { pathLength } = basicConstraints(certificate) ?? {};
    if (pathLength !== undefined && pathLength < i - 1) return 'path too long';
  }
  return undefined;
}

/** `err` for everything that is not a clear pass; its verdict says how far the check came. */
export async function verifyCertificate(input: VerifyCertificateInput): Promise<Result<VerifiedCertificate, CertificateError>> {
  let path: readonly Certificate[] = [];
  let answer: RevocationAnswer | null = null;
  const refuse = (kind: CertificateErrorKind, detail: string): Result<VerifiedCertificate, CertificateError> =>
    err({ kind, detail, verdict: { indication: 'INDETERMINATE', subIndication: subIndications[kind], path, time: input.time, revocation: answer } });
  const anchors = usableAnchors(input);
  try {
    const leaf = readCertificate(input.leaf);
    path = [leaf];
    const intermediates = (input.intermediates ?? []).slice(0, MAX_INTERMEDIATES).map(readCertificate);
    const found = findPath(leaf, intermediates, anchors);
    if (!found) return refuse('certificate.unknown-issuer', 'no pinned authority issued this certificate');
    path = found;
    for (const { notBefore, notAfter } of path) {
      if (input.time < notBefore) return refuse('certificate.not-yet-valid', new Date(notBefore).toISOString());
      if (input.time > notAfter) return refuse('certificate.expired', new Date(notAfter).toISOString());
    }
    const fault = pathFault(path) ?? purposeFault(leaf, input.purpose);
    if (fault) return refuse('certificate.wrong-purpose', fault);
    for (const [i, certificate] of path.slice(0, -1).entries()) {
      answer = await input.revocation.check(certificate, path[i + 1] as Certificate, input.time);
      if (answer.status === 'revoked') return refuse('certificate.revoked', answer.source);
      if (answer.status === 'unavailable') return refuse('revocation.unavailable', answer.detail ?? answer.source);
    }
    return ok({
      certificate: leaf,
      verdict: { indication: 'TOTAL-PASSED', subIndication: null, path, time: input.time, revocation: answer },
    });
  } catch (cause) {
    if (cause instanceof DerError) return refuse('certificate.malformed', cause.message);
    throw cause;
  }
}
