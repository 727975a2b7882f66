// Who may have certificates on a phone.
import type { Result } from '@shishobako/kernel/result';

export type PhoneApplicant = {
  readonly age: number;
  readonly ended: boolean;
  readonly signatureValid: boolean;
  readonly authenticationValid: boolean;
};
export type PhoneNotAllowed = {
  readonly kind: 'phone.not-allowed';
  readonly facts: { readonly rule: string; readonly ja: string; readonly en: string };
};
export type PhonePolicy = (applicant: PhoneApplicant) => Result<void, PhoneNotAllowed>;
