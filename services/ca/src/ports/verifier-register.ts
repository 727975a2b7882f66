// The register of verifiers. An answer is noted before it is given; a request noted before is not answered again.
import type { Verifier, VerifierOperation, VerifierRegistration, VerifierState } from '@shishobako/contracts/verifier';

export type RegisteredVerifier = { readonly id: string; readonly registration: VerifierRegistration; readonly state: VerifierState };

export type VerifierRegister = {
  find(id: string): Promise<RegisteredVerifier | undefined>;
  list(): Promise<readonly Verifier[]>;
  /** Leaves the state of one that is known as it is; false when it has ended. */
  register(id: string, registration: VerifierRegistration, at: number): Promise<boolean>;
  /** `unknown`, or `ended`, which is final. */
  setState(id: string, change: { state: VerifierState; reason: string; at: number }): Promise<'done' | 'unknown' | 'ended'>;
  /** False when this request was noted before. */
  noteAnswer(answer: {
    verifier: string;
    request: string;
    operation: VerifierOperation;
    refused: string | null;
    at: number;
  }): Promise<boolean>;
};
