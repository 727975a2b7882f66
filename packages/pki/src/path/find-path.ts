// Builds paths from a target to an anchor and takes the first that validates (RFC 4158, RFC 5280 §6). Issuers are tried by key: several of
// one name, cross-certificates and loops are normal. Signature checks are counted, so that a hostile bundle ends in a refusal.
import { equalBytes, toHex } from '@shishobako/kernel/bytes';
import { DerError } from '../der/read.ts';
import type { Certificate } from '../x509/certificate.ts';
import { authorityKeyId, subjectKeyId } from '../x509/extensions.ts';
import { nameKey, sameName } from '../x509/name.ts';
import { isAcceptedAlgorithm, verifySigned } from '../x509/signature.ts';
import { type PathFault, type PathRules, validatePath } from './validate-path.ts';

export type PathReason = PathFault | 'no-path' | 'signature' | 'revoked' | 'revocation-unknown';

export type FoundPath = { readonly path: readonly Certificate[]; readonly policies: ReadonlySet<string> };
export type PathFailure = { readonly reason: PathReason; readonly path: readonly Certificate[] };

/** Judges the status of each certificate of a path; undefined means all is well. */
export type StatusCheck = (path: readonly Certificate[]) => 'revoked' | 'revocation-unknown' | 'limit' | undefined;

const MAX_LENGTH = 100;

/** What a search may spend, and what it has found out about signatures; shared by the searches that one question needs. */
export class SearchWork {
  signatures = 4_000;
  steps = 40_000;
  private verified: Map<Certificate, Map<Certificate, boolean>> | undefined;

  /** Undefined when the budget is spent. `mayRecur`: whether the same two can be asked for again. */
  isSignedBy(c: Certificate, issuer: Certificate, mayRecur: boolean): boolean | undefined {
    const known = this.verified?.get(c)?.get(issuer);
    if (known !== undefined) return known;
    if (this.signatures-- <= 0) return undefined;
    const good = verifySigned(c.signatureAlgorithm, issuer.publicKey, c.tbs, c.signature);
    if (mayRecur) this.remember(c, issuer, good);
    return good;
  }

  private remember(c: Certificate, issuer: Certificate, good: boolean): void {
    this.verified ??= new Map();
    const judged = this.verified.get(c) ?? new Map<Certificate, boolean>();
    this.verified.set(c, judged.set(issuer, good));
  }
}

const identities = new WeakMap<Certificate, string>();

/** Equal certificates have equal identities. */
export function identity(c: Certificate): string {
  let id = identities.get(c);
  if (id === undefined) {
    id = toHex(c.signature) + c.serial;
    identities.set(c, id);
  }
  return id;
}

/** The certificates a path may be built from, by subject; it may serve any number of searches. */
export class CertificatePool {
  private readonly byName = new Map<string, Certificate[]>();
  readonly anchors: ReadonlySet<Certificate>;

  constructor(anchors: readonly Certificate[], intermediates: readonly Certificate[]) {
    this.anchors = new Set(anchors);
    const known = new Set<string>();
    for (const c of [...anchors, ...intermediates]) {
      const id = identity(c);
      if (known.has(id)) continue;
      known.add(id);
      const key = nameKey(c.subject);
      const list = this.byName.get(key);
      if (list) list.push(c);
      else this.byName.set(key, [c]);
    }
  }

  named(key: string): readonly Certificate[] {
    return this.byName.get(key) ?? [];
  }

  holdsAnchor({ der }: Certificate): boolean {
    for (const anchor of this.anchors) if (equalBytes(anchor.der, der)) return true;
    return false;
  }
}

/** Same key identifier first, then no identifier to compare, then another one: a hint, never a proof (RFC 4158 §3.5.5). */
function issuersOf(c: Certificate, pool: CertificatePool): readonly Certificate[] {
  const named = pool.named(nameKey(c.issuer));
  if (named.length < 2) return named;
  const wanted = authorityKeyId(c);
  const rank = (issuer: Certificate): number => {
    const isAnchor = pool.anchors.has(issuer) ? 0 : 1;
    if (!wanted?.keyId) return 2 + isAnchor;
    const has = subjectKeyId(issuer);
    return (has === undefined ? 2 : has === wanted.keyId ? 0 : 4) + isAnchor;
  };
  return named
    .map((issuer) => ({ issuer, rank: rank(issuer) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ issuer }) => issuer);
}

/** What is closest to success says most: a path that failed on revocation tells more than one never found. */
const weight: Readonly<Record<PathReason, number>> = {
  'no-path': 0,
  signature: 1,
  algorithm: 2,
  malformed: 3,
  'not-an-authority': 4,
  'path-too-long': 4,
  'key-usage': 4,
  'unknown-critical-extension': 4,
  profile: 4,
  'extended-key-usage': 5,
  'name-constraints': 5,
  policy: 5,
  'name-mismatch': 6,
  'not-yet-valid': 6,
  expired: 6,
  'revocation-unknown': 7,
  revoked: 8,
  limit: 9,
};

type Search = {
  readonly pool: CertificatePool;
  readonly rules: PathRules;
  readonly status: StatusCheck;
  readonly work: SearchWork;
  /** Target first, as far as the search has come. */
  readonly path: Certificate[];
  best: PathFailure;
};

function note(search: Search, reason: PathReason): void {
  if (weight[reason] > weight[search.best.reason]) search.best = { reason, path: [...search.path] };
}

/** A path through two certificates of one name and key would be a loop. */
const isOnPath = ({ path }: Search, c: Certificate): boolean =>
  path.some((p) => equalBytes(p.publicKey.key, c.publicKey.key) && sameName(p.subject, c.subject));

function complete(search: Search): FoundPath | undefined {
  const { path, rules, status } = search;
  const outcome = validatePath(path, rules);
  const fault = 'fault' in outcome ? outcome.fault : status(path);
  if (fault) note(search, fault);
  return 'policies' in outcome && !fault ? { path: [...path], policies: outcome.policies } : undefined;
}

function extend(search: Search): FoundPath | undefined {
  const { pool, work, path } = search;
  const tip = path[path.length - 1] as Certificate;
  if (path.length > MAX_LENGTH) {
    note(search, 'path-too-long');
    return undefined;
  }
  for (const issuer of issuersOf(tip, pool)) {
    if (work.steps-- <= 0) {
      note(search, 'limit');
      return undefined;
    }
    const isAnchor = pool.anchors.has(issuer);
    if (!isAnchor && isOnPath(search, issuer)) continue;
    // The target is left once; what lies above it may be reached on many ways.
    const signed = work.isSignedBy(tip, issuer, path.length > 1);
    if (signed !== true) {
      note(search, signed === undefined ? 'limit' : isAcceptedAlgorithm(tip.signatureAlgorithm.oid) ? 'signature' : 'algorithm');
      if (signed === undefined) return undefined;
      continue;
    }
    path.push(issuer);
    const found = isAnchor ? complete(search) : extend(search);
    path.pop();
    if (found) return found;
  }
  return undefined;
}

export function findPath(
  target: Certificate,
  pool: CertificatePool,
  rules: PathRules,
  status: StatusCheck,
  work: SearchWork = new SearchWork(),
): FoundPath | PathFailure {
  const search: Search = { pool, rules, status, work, path: [target], best: { reason: 'no-path', path: [target] } };
  try {
    return (pool.holdsAnchor(target) ? complete(search) : undefined) ?? extend(search) ?? search.best;
  } catch (cause) {
    if (cause instanceof DerError) return { reason: 'malformed', path: [target] };
    throw cause;
  }
}
