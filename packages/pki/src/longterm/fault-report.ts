// Faults of a signature itself in the words of EN 319 102-1 §5.1.3: what is mathematically wrong has failed for good, the rest could not be judged.
import type { SignerFault } from '../cms/check-signer.ts';
import type { JadesFault } from '../jades/verify-jades.ts';
import type { Indication, SubIndication, Verdict } from '../verify/verdict.ts';

const outcomes: Readonly<Record<SignerFault | JadesFault, readonly [Indication, SubIndication]>> = {
  malformed: ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'content-type': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'message-digest': ['TOTAL-FAILED', 'HASH_FAILURE'],
  content: ['TOTAL-FAILED', 'HASH_FAILURE'],
  signature: ['TOTAL-FAILED', 'SIG_CRYPTO_FAILURE'],
  'no-certificate': ['INDETERMINATE', 'NO_SIGNING_CERTIFICATE_FOUND'],
  'signing-certificate': ['INDETERMINATE', 'NO_SIGNING_CERTIFICATE_FOUND'],
  'no-content': ['INDETERMINATE', 'SIGNED_DATA_NOT_FOUND'],
  'algorithm-refused': ['INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'],
  'critical-parameter': ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE'],
};

export function faultReport(fault: SignerFault | JadesFault, time: number): Verdict {
  const [indication, subIndication] = outcomes[fault];
  return { indication, subIndication, path: [], time, revocation: null };
}
