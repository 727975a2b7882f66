// One certificate, one purpose, one moment: chain to a pinned anchor, validity, purpose, then status (fact sheet §10, RFC 5280 §6).
import type { TrustAnchor } from '@shishobako/contracts/trust';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { DerError } from '../der/read.ts';
import { CertificatePool, findPath, type PathReason } from '../path/find-path.ts';
import { plainRules } from '../path/verify-path.ts';
import { anchorPurposeOf, type Purpose, purposeFault } from '../profile/purpose.ts';
import type { RevocationAnswer, RevocationSource } from '../revocation/revocation-source.ts';
import { type Certificate, readCertificate } from '../x509/certificate.ts';
import { isAnchorAt } from './anchor-period.ts';
import { anchorPool, poolOf } from './anchor-pool.ts';
import { knownPaths } from './known-paths.ts';
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

type Path = readonly Certificate[];
type Refused = { readonly kind: CertificateErrorKind; readonly detail: string; readonly path: Path };

const refused = (kind: CertificateErrorKind, detail: string, path: Path): Result<never, Refused> => err({ kind, detail, path });

function failed({ kind, detail, path }: Refused, time: number, revocation: RevocationAnswer | null): Result<never, CertificateError> {
  const verdict: Verdict = { indication: 'INDETERMINATE', subIndication: subIndications[kind], path, time, revocation };
  return err({ kind, detail, verdict });
}

/** Whether the anchors of other purposes vouch for it: then it is no stranger's, but the wrong certificate. */
function isForAnotherPurpose(leaf: Certificate, intermediates: Path, { anchors, time, purpose }: VerifyCertificateInput): boolean {
  const others = anchors.filter((a) => a.purpose !== anchorPurposeOf(purpose) && isAnchorAt(a, time));
  return 'policies' in findPath(leaf, poolOf(others, intermediates), plainRules(time), () => undefined);
}

function searchPath(input: VerifyCertificateInput): Result<Path, Refused> {
  const { anchors, time, purpose } = input;
  const leaf = readCertificate(input.leaf);
  const intermediates = (input.intermediates ?? []).slice(0, MAX_INTERMEDIATES).map(readCertificate);
  const own = anchorPool(anchors, anchorPurposeOf(purpose), time);
  const pool = intermediates.length === 0 ? own : new CertificatePool([...own.anchors], intermediates);
  const found = findPath(leaf, pool, plainRules(time), () => undefined);
  if ('reason' in found) {
    const isStranger = found.reason === 'no-path' || found.reason === 'signature';
    if (isStranger && isForAnotherPurpose(leaf, intermediates, input))
      return refused('certificate.wrong-purpose', 'issued by an authority for another purpose', [leaf]);
    return refused(kinds[found.reason], found.reason, found.path);
  }
  const fault = purposeFault(leaf, purpose);
  return fault ? refused('certificate.wrong-purpose', fault, found.path) : ok(found.path);
}

function pathOf(input: VerifyCertificateInput): Result<Path, Refused> {
  const { leaf, anchors, purpose, time } = input;
  if (input.intermediates?.length) return searchPath(input);
  const known = knownPaths(anchors, purpose);
  const before = known.find(leaf, time);
  if (before && anchorPool(anchors, anchorPurposeOf(purpose), time).anchors.has(before[before.length - 1] as Certificate))
    return ok(before);
  const found = searchPath(input);
  if (found.ok) known.remember(leaf, found.value);
  return found;
}

/** `err` for everything that is not a clear pass; its verdict says how far the check came. */
export async function verifyCertificate(input: VerifyCertificateInput): Promise<Result<VerifiedCertificate, CertificateError>> {
  const { time, revocation } = input;
  let path: Path = [];
  let answer: RevocationAnswer | null = null;
  try {
    const found = pathOf(input);
    if (!found.ok) return failed(found.error, time, null);
    path = found.value;
    for (let i = 0; i + 1 < path.length; i++) {
      answer = await revocation.check(path[i] as Certificate, path[i + 1] as Certificate, time);
      if (answer.status === 'revoked') return failed({ kind: 'certificate.revoked', detail: answer.source, path }, time, answer);
      if (answer.status === 'unavailable')
        return failed({ kind: 'revocation.unavailable', detail: answer.detail ?? answer.source, path }, time, answer);
    }
    const verdict: Verdict = { indication: 'TOTAL-PASSED', subIndication: null, path, time, revocation: answer };
    return ok({ certificate: path[0] as Certificate, verdict });
  } catch (cause) {
    if (cause instanceof DerError) return failed({ kind: 'certificate.malformed', detail: cause.message, path }, time, answer);
    throw cause;
  }
}
