// Op jades.verify. `data` is base64 of a compact or JSON JWS, or that text itself.

import { fromUtf8 } from '@shishobako/kernel/bytes';
import { rfc3339 } from '@shishobako/kernel/clock';
import { readJades } from '../jades/read-jades.ts';
import { verifyJades } from '../jades/verify-jades.ts';
import { anchorsOf, base64Of, type Input, malformed, optionalText, optionalTime, textOf } from './input.ts';
import { reportOf } from './report.ts';

function documentOf(input: Input): string {
  const text = textOf(input, 'data');
  if (text.includes('.') || text.trimStart().startsWith('{')) return text;
  try {
    return fromUtf8(base64Of(text, 'data')).trim();
  } catch (cause) {
    if (cause instanceof TypeError) throw malformed('data is not text');
    throw cause;
  }
}

export function conformJades(input: Input) {
  const document = readJades(documentOf(input));
  if (!document.ok) throw malformed(document.error.detail);
  const detached = optionalText(input, 'detached');
  const verdicts = verifyJades({
    document: document.value,
    detached: detached === undefined ? undefined : base64Of(detached, 'detached'),
    anchors: anchorsOf(input),
    time: optionalTime(input),
  });
  return {
    signers: verdicts.map(({ certificate: _certificate, claimedTime, stampedTime, counterSignatures, report, ...rest }) => ({
      ...rest,
      ...(claimedTime !== undefined && { claimedTime: rfc3339(claimedTime) }),
      ...(stampedTime !== undefined && { stampedTime: rfc3339(stampedTime) }),
      ...(report && { report: reportOf(report) }),
      ...(counterSignatures.length > 0 && { counterSignatures }),
    })),
  };
}
