// Reads a signed decision: who signed it and what it says, nothing about whether it fits.
import type { ReleaseDecision } from '@shishobako/contracts/decision';
import type { Result } from '@shishobako/kernel/result';

export type ReadDecision = (
  jws: string,
) => Result<ReleaseDecision, { readonly kind: 'decision.invalid'; readonly reason: 'signature' | 'content' }>;
