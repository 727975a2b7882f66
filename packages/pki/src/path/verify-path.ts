// The whole question of RFC 5280: is there a valid path from this certificate to one of these anchors, and is nothing on it revoked?

import { oids } from '../oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { Crl } from '../x509/crl.ts';
import { nameKey } from '../x509/name.ts';
import { crlStatus } from './crl-status.ts';
import { CertificatePool, type FoundPath, findPath, identity, type PathFailure, SearchWork, type StatusCheck } from './find-path.ts';
import type { PathRules } from './validate-path.ts';

export type PathQuestion = {
  readonly target: Certificate;
  readonly anchors: readonly Certificate[];
  readonly intermediates: readonly Certificate[];
  readonly crls: readonly Crl[];
  readonly rules: PathRules;
  /** With it, a certificate without a usable CRL fails; without it, CRLs that are given still count. */
  readonly requireRevocation: boolean;
};

const anyPolicy: ReadonlySet<string> = new Set([oids.anyPolicy]);

export const plainRules = (time: number): PathRules => ({
  time,
  purpose: 'any',
  peerNames: [],
  initialPolicies: anyPolicy,
  explicitPolicy: false,
  mappingInhibit: false,
  anyPolicyInhibit: false,
  maxDepth: undefined,
});

/** Signers of indirect lists may have lists of their own to check, but not without end. */
const MAX_NESTING = 4;

export function verifyPath(question: PathQuestion): FoundPath | PathFailure {
  const { target, anchors, intermediates, crls, rules, requireRevocation } = question;
  const pool = new CertificatePool(anchors, intermediates);
  const work = new SearchWork();
  /** Lists being authenticated: the status of their own signer may rest on them (PKITS 4.14.30). */
  const pending = new Set<Crl>();
  const trusted = new Map<string, boolean>();

  /** A signer must lead to the same anchor as the certificate (§6.3.3 f). */
  function isTrustedSigner(signer: Certificate, crl: Crl, anchor: Certificate): boolean {
    if (pending.has(crl)) return true;
    if (signer === anchor) return true;
    const key = `${identity(signer)}@${identity(anchor)}`;
    const known = trusted.get(key);
    if (known !== undefined) return known;
    if (pending.size >= MAX_NESTING) return false;
    pending.add(crl);
    const own = new CertificatePool([anchor], intermediates);
    const found = findPath(signer, own, { ...plainRules(rules.time), purpose: 'crlSign' }, statusCheck, work);
    pending.delete(crl);
    const good = 'policies' in found;
    trusted.set(key, good);
    return good;
  }

  const statusCheck: StatusCheck = (path) => {
    if (crls.length === 0) return requireRevocation && path.length > 1 ? 'revocation-unknown' : undefined;
    const anchor = path.at(-1) as Certificate;
    for (let i = path.length - 2; i >= 0; i--) {
      const answer = crlStatus({
        certificate: path[i] as Certificate,
        issuer: path[i + 1] as Certificate,
        crls,
        time: rules.time,
        signers: (crl) => pool.named(nameKey(crl.issuer)),
        trusts: (signer, crl) => isTrustedSigner(signer, crl, anchor),
      });
      if (answer.status === 'revoked') return 'revoked';
      if (answer.status === 'unknown' && requireRevocation) return 'revocation-unknown';
    }
    return undefined;
  };
  return findPath(target, pool, rules, statusCheck, work);
}
