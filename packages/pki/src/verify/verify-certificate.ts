// One certificate, one purpose, one moment: chain to a pinned anchor, validity, purpose, then status (fact sheet §10, RFC 5280 §6).
import type { TrustAnchor } from '@shishobako/contracts/trust';
import { fromBase64 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { DerError } from '../der/read.ts';
import { CertificatePool, findPath, type PathReason } from '../path/find-path.ts';
import { plainRules } from '../path/verify-path.ts';
import { anchorPurposeOf, type Purpose, purposeFault } from '../profile/purpose.ts';
import type { RevocationAnswer, RevocationSource } from '../revocation/revocation-source.ts';
import { type Certificate, parseCertificate, readCertificate } from '../x509/certificate.ts';
import { isAnchorAt } from './anchor-period.ts';
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
  const parsed = parseCertificate(fromBase64(text));
  if (!parsed.ok) throw new Error(`the trust list has a malformed anchor: ${parsed.error.detail}`);
  const certificate = parsed.value;
  if (anchorsByText.size >= 256) anchorsByText.clear();
  anchorsByText.set(text, certificate);
  return certificate;
}

/** A path that held, for as long as everything on it does: spares the issuer's signature check when a certificate comes again. */
type KnownPath = { readonly path: readonly Certificate[]; readonly from: number; readonly to: number };

const MAX_KNOWN = 20_000;
type KnownPaths = Map<number, KnownPath>;
const knownPaths = new WeakMap<readonly TrustAnchor[], Map<Purpose, KnownPaths>>();

function knownFor(anchors: readonly TrustAnchor[], purpose: Purpose): KnownPaths {
  let byPurpose = knownPaths.get(anchors);
  if (!byPurpose) {
    byPurpose = new Map();
    knownPaths.set(anchors, byPurpose);
  }
  let known = byPurpose.get(purpose);
  if (!known) {
    known = new Map();
    byPurpose.set(purpose, known);
  }
  if (known.size >= MAX_KNOWN) known.clear();
  return known;
}

/** The last six octets of a certificate are of its signature: as good as a hash to find it by, and it is compared whole before it counts. */
function endOf(leaf: Uint8Array): number {
  let end = 0;
  for (let i = Math.max(0, leaf.length - 6); i < leaf.length; i++) end = end * 256 + (leaf[i] as number);
  return end;
}
const isSameLeaf = ({ path }: KnownPath, { leaf }: VerifyCertificateInput): boolean =>
  Buffer.compare((path[0] as Certificate).der, leaf) === 0;

const remembered = (path: readonly Certificate[]): KnownPath => ({
  path,
  from: Math.max(...path.map((c) => c.notBefore)),
  to: Math.min(...path.map((c) => c.notAfter)),
});

/** Whether it still holds: in time, and under an anchor that is still pinned for the purpose. */
const stillHolds = ({ path, from, to }: KnownPath, input: VerifyCertificateInput): boolean =>
  from <= input.time &&
  input.time <= to &&
  currentAnchors(input).some((a) => a.purpose === anchorPurposeOf(input.purpose) && anchorCertificate(a.certificate) === path.at(-1));

const currentAnchors = ({ anchors, time }: VerifyCertificateInput): TrustAnchor[] => anchors.filter((a) => isAnchorAt(a, time));

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
  const known = input.intermediates?.length ? undefined : knownFor(input.anchors, purpose);
  const key = endOf(input.leaf);
  const before = known?.get(key);
  const search = (leaf: Certificate, anchors: readonly TrustAnchor[], intermediates: readonly Certificate[]) =>
    findPath(
      leaf,
      new CertificatePool(
        anchors.map((a) => anchorCertificate(a.certificate)),
        intermediates,
      ),
      plainRules(time),
      () => undefined,
    );

  function searchPath(): Result<VerifiedCertificate, CertificateError> | undefined {
    const current = currentAnchors(input);
    const leaf = readCertificate(input.leaf);
    path = [leaf];
    const intermediates = (input.intermediates ?? []).slice(0, MAX_INTERMEDIATES).map(readCertificate);
    const found = search(
      leaf,
      current.filter((a) => a.purpose === anchorPurposeOf(purpose)),
      intermediates,
    );
    if ('reason' in found) {
      const others = current.filter((a) => a.purpose !== anchorPurposeOf(purpose));
      const elsewhere = found.reason === 'no-path' || found.reason === 'signature' ? search(leaf, others, intermediates) : found;
      if ('policies' in elsewhere) return refuse('certificate.wrong-purpose', 'issued by an authority for another purpose');
      path = found.path;
      return refuse(kinds[found.reason], found.reason);
    }
    path = found.path;
    const fault = purposeFault(leaf, purpose);
    if (fault) return refuse('certificate.wrong-purpose', fault);
    return undefined;
  }

  try {
    if (before && isSameLeaf(before, input) && stillHolds(before, input)) path = before.path;
    else {
      const refused = searchPath();
      if (refused) return refused;
      known?.set(key, remembered(path));
    }
    for (const [i, certificate] of path.slice(0, -1).entries()) {
      answer = await revocation.check(certificate, path[i + 1] as Certificate, time);
      if (answer.status === 'revoked') return refuse('certificate.revoked', answer.source);
      if (answer.status === 'unavailable') return refuse('revocation.unavailable', answer.detail ?? answer.source);
    }
    const verdict: Verdict = { indication: 'TOTAL-PASSED', subIndication: null, path, time, revocation: answer };
    return ok({ certificate: path[0] as Certificate, verdict });
  } catch (cause) {
    if (cause instanceof DerError) return refuse('certificate.malformed', cause.message);
    throw cause;
  }
}
