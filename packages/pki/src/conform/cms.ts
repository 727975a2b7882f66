// Ops cms.verify and timestamp.verify.
import { rfc3339 } from '@shishobako/kernel/clock';
import { readSignedData } from '../cms/signed-data.ts';
import { verifySignedData } from '../cms/verify-signed-data.ts';
import { tokenOf, verifyTimeStamp } from '../timestamp/time-stamp-token.ts';
import {
  anchorsOf,
  base64Of,
  candidatesOf,
  derOf,
  hexOf,
  type Input,
  malformed,
  optionalText,
  optionalTime,
  readAs,
  textOf,
  timeOf,
} from './input.ts';
import { reportOf } from './report.ts';

export function conformCms(input: Input) {
  const detached = optionalText(input, 'detached');
  const data = readAs('data', () => readSignedData(derOf(textOf(input, 'data'), 'data')));
  const signers = verifySignedData({
    data,
    detached: detached === undefined ? undefined : base64Of(detached, 'detached'),
    anchors: anchorsOf(input),
    time: optionalTime(input),
  });
  return {
    signers: signers.map(({ certificate: _certificate, claimedTime, stampedTime, counterSignatures, report, ...rest }) => ({
      ...rest,
      ...(claimedTime !== undefined && { claimedTime: rfc3339(claimedTime) }),
      ...(stampedTime !== undefined && { stampedTime: rfc3339(stampedTime) }),
      ...(report && { report: reportOf(report) }),
      ...(counterSignatures.length > 0 && { counterSignatures }),
    })),
  };
}

function stampedOf(input: Input): { data: Uint8Array } | { digest: Uint8Array } {
  const data = optionalText(input, 'data');
  if (data !== undefined) return { data: base64Of(data, 'data') };
  const digest = optionalText(input, 'digest');
  if (digest === undefined) throw malformed('neither data nor digest');
  return {
    digest:
      /^[0-9a-fA-F]+$/.test(digest) && [56, 64, 96, 128].includes(digest.length) ? hexOf(digest, 'digest') : base64Of(digest, 'digest'),
  };
}

export function conformTimeStamp(input: Input): { valid: boolean; genTime?: string; reason?: string } {
  const token = readAs('token', () => tokenOf(derOf(textOf(input, 'token'), 'token')));
  const verdict = verifyTimeStamp({ token, stamped: stampedOf(input), anchors: candidatesOf(input, 'trustAnchors'), time: timeOf(input) });
  const genTime = verdict.genTime === undefined ? {} : { genTime: rfc3339(verdict.genTime) };
  return verdict.valid ? { valid: true, ...genTime } : { valid: false, ...genTime, reason: verdict.reason };
}
