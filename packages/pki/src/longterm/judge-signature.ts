// The verdict on one intact signature from what it carries (EN 319 102-1 §5.5): path and status at the best time there is proof for, which is
// that of a valid time stamp, else now. Needs no network; the report says how far it came and why.

import type { PathReason } from '../path/find-path.ts';
import { plainRules, verifyPath } from '../path/verify-path.ts';
import type { RevocationAnswer } from '../revocation/revocation-source.ts';
import type { SubIndication, Verdict } from '../verify/verdict.ts';
import type { Certificate } from '../x509/certificate.ts';
import { embeddedStatus } from './embedded-status.ts';
import type { ValidationData } from './validation-data.ts';

export type Evidence = {
  readonly certificate: Certificate;
  readonly anchors: readonly Certificate[];
  readonly data: ValidationData;
  /** Best time there is proof for. */
  readonly time: number;
};

export type Judged = { readonly report: Verdict; readonly pathReason: PathReason | undefined };

const pathIndications: Partial<Record<PathReason, SubIndication>> = {
  'no-path': 'NO_CERTIFICATE_CHAIN_FOUND',
  signature: 'NO_CERTIFICATE_CHAIN_FOUND',
  algorithm: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  expired: 'OUT_OF_BOUNDS_NO_POE',
  'not-yet-valid': 'OUT_OF_BOUNDS_NO_POE',
  revoked: 'REVOKED_NO_POE',
  'revocation-unknown': 'TRY_LATER',
  malformed: 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
  limit: 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
};

/** The least certain answer on the path: revoked, then missing; when all are good, that of the signer. */
function worstStatus(path: readonly Certificate[], data: ValidationData, time: number): RevocationAnswer | null {
  const answers = path.slice(0, -1).map((c, i) => embeddedStatus(c, path[i + 1] as Certificate, data, time));
  return (['revoked', 'unavailable', 'good'] as const).map((s) => answers.find((a) => a.status === s)).find((a) => a) ?? null;
}

export function judgeSignature({ certificate, anchors, data, time }: Evidence): Judged {
  const rules = { ...plainRules(time), purpose: 'signature' as const };
  const found = verifyPath({ target: certificate, anchors, intermediates: data.certificates, crls: [], rules, requireRevocation: false });
  const refuse = (subIndication: SubIndication, pathReason: PathReason | undefined, revocation: RevocationAnswer | null): Judged => ({
    report: { indication: 'INDETERMINATE', subIndication, path: found.path, time, revocation },
    pathReason,
  });
  if ('reason' in found) return refuse(pathIndications[found.reason] ?? 'CHAIN_CONSTRAINTS_FAILURE', found.reason, null);
  const revocation = worstStatus(found.path, data, time);
  if (revocation?.status === 'revoked') return refuse('REVOKED_NO_POE', 'revoked', revocation);
  if (revocation?.status === 'unavailable') return refuse('TRY_LATER', undefined, revocation);
  return { report: { indication: 'TOTAL-PASSED', subIndication: null, path: found.path, time, revocation }, pathReason: undefined };
}
