// Level and trust of one intact signature, alike for CAdES and JAdES. Levels are earned, not claimed: T needs a stamp that holds (with anchors: under
// one of them), LT also usable status of every certificate on the path; a list or response about someone else makes no LT.
import type { PathReason } from '../path/find-path.ts';
import { isSignedBy } from '../verify/is-signed-by.ts';
import type { Verdict } from '../verify/verdict.ts';
import type { Certificate } from '../x509/certificate.ts';
import { embeddedStatus } from './embedded-status.ts';
import type { Stamp } from './find-stamp.ts';
import { judgeSignature } from './judge-signature.ts';
import type { ValidationData } from './validation-data.ts';

export type Level = 'B' | 'T' | 'LT';

type Question = {
  readonly certificate: Certificate;
  readonly values: ValidationData;
  readonly stamp: Stamp | undefined;
  readonly anchors: readonly Certificate[] | undefined;
  /** Time of the decision, used where no stamp proves an earlier one. */
  readonly at: number | undefined;
  /** The signature names its certificate: without that it is not AdES and has no level. */
  readonly binds: boolean;
};

export type InTime = {
  readonly level?: Level;
  readonly stampedTime?: number;
  readonly trusted?: boolean;
  readonly trustReason?: PathReason;
  readonly report?: Verdict;
};

/** Without anchors: by any issuer it brings along. */
const bringsOwnStatus = (certificate: Certificate, values: ValidationData, time: number): boolean =>
  values.certificates.some((c) => isSignedBy(certificate, c) && embeddedStatus(certificate, c, values, time).status !== 'unavailable');

const levelOf = (binds: boolean, stamped: boolean, keepsStatus: boolean): { level?: Level } =>
  binds ? { level: stamped ? (keepsStatus ? 'LT' : 'T') : 'B' } : {};

/** `at` in milliseconds; without anchors the level alone. */
export function judgeInTime({ certificate, values, stamp, anchors, at, binds }: Question): InTime {
  if (!anchors) return levelOf(binds, stamp !== undefined, stamp !== undefined && bringsOwnStatus(certificate, values, stamp.genTime));
  const proven = stamp?.trusted ? stamp.genTime : undefined;
  const { report, pathReason } = judgeSignature({ certificate, anchors, data: values, time: proven ?? at ?? certificate.notBefore });
  const keepsStatus = report.revocation !== null && report.revocation.status !== 'unavailable';
  return {
    ...levelOf(binds, proven !== undefined, keepsStatus),
    ...(proven !== undefined && { stampedTime: proven }),
    trusted: pathReason === undefined,
    ...(pathReason && { trustReason: pathReason }),
    report,
  };
}
