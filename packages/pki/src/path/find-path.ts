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

/** What one search may spend. */
export class SearchBudget {
  signatures = 4_000;
  steps = 40_000;
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

export class CertificatePool {
  private readonly byName = new Map<string, Certificate[]>();
  readonly anchors: ReadonlySet<Certificate>;
  private readonly verified = new Map<Certificate, Map<Certificate, boolean>>();
  readonly budget: SearchBudget;

  constructor(anchors: readonly Certificate[], intermediates: readonly Certificate[], budget: SearchBudget = new SearchBudget()) {
    this.anchors = new Set(anchors);
    this.budget = budget;
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

  /** Undefined when the budget is spent. */
  isSignedBy(c: Certificate, issuer: Certificate): boolean | undefined {
    const judged = this.verified.get(c) ?? new Map<Certificate, boolean>();
    this.verified.set(c, judged);
    const known = judged.get(issuer);
    if (known !== undefined) return known;
    if (this.budget.signatures-- <= 0) return undefined;
    const good = verifySigned(c.signatureAlgorithm, issuer.publicKey, c.tbs, c.signature);
    judged.set(issuer, good);
    return good;
  }
}

/** Same key identifier first, then no identifier to compare, then another one: a hint, never a proof (RFC 4158 §3.5.5). */
function issuersOf(c: Certificate, pool: CertificatePool): Certificate[] {
  const named = pool.named(nameKey(c.issuer));
  if (named.length < 2) return [...named];
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

export function findPath(target: Certificate, pool: CertificatePool, rules: PathRules, status: StatusCheck): FoundPath | PathFailure {
  let best: PathFailure = { reason: 'no-path', path: [target] };
  const note = (reason: PathReason, path: readonly Certificate[]): void => {
    if (weight[reason] > weight[best.reason]) best = { reason, path: [...path] };
  };
  const path: Certificate[] = [target];
  /** A path through two certificates of one name and key would be a loop. */
  const isOnPath = (c: Certificate): boolean =>
    path.some((p) => equalBytes(p.publicKey.key, c.publicKey.key) && sameName(p.subject, c.subject));

  function complete(): FoundPath | undefined {
    const outcome = validatePath(path, rules);
    if ('fault' in outcome) {
      note(outcome.fault, path);
      return undefined;
    }
    const fault = status(path);
    if (fault) {
      note(fault, path);
      return undefined;
    }
    return { path: [...path], policies: outcome.policies };
  }

  function extend(): FoundPath | undefined {
    const tip = path.at(-1) as Certificate;
    if (path.length > MAX_LENGTH) {
      note('path-too-long', path);
      return undefined;
    }
    for (const issuer of issuersOf(tip, pool)) {
      if (pool.budget.steps-- <= 0) {
        note('limit', path);
        return undefined;
      }
      const isAnchor = pool.anchors.has(issuer);
      if (!isAnchor && isOnPath(issuer)) continue;
      const signed = pool.isSignedBy(tip, issuer);
      if (signed !== true) {
        note(signed === undefined ? 'limit' : isAcceptedAlgorithm(tip.signatureAlgorithm.oid) ? 'signature' : 'algorithm', path);
        if (signed === undefined) return undefined;
        continue;
      }
      path.push(issuer);
      const found = isAnchor ? complete() : extend();
      path.pop();
      if (found) return found;
    }
    return undefined;
  }

  try {
    const isAnchor = [...pool.anchors].some((c) => equalBytes(c.der, target.der));
    return (isAnchor ? complete() : undefined) ?? extend() ?? best;
  } catch (cause) {
    if (cause instanceof DerError) return { reason: 'malformed', path: [target] };
    throw cause;
  }
}
