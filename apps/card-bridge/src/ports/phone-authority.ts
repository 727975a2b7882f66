// The authority that issues certificates for phones, as the card program reaches it.
import type { PhoneIssued, PhoneIssueRequest, SignedPhoneEnd } from '@shishobako/contracts/phone';
import type { Result } from '@shishobako/kernel/result';

export type PhoneAuthorityFault =
  | { readonly kind: 'no-authority' }
  | { readonly kind: 'authority-away' }
  /** `facts`: the authority's own code, and its words in both languages. */
  | { readonly kind: 'authority-refused'; readonly facts: Readonly<Record<string, string>> };

export type PhoneAuthority = {
  readonly url: string | null;
  nonce(): Promise<Result<string, PhoneAuthorityFault>>;
  issue(request: PhoneIssueRequest): Promise<Result<PhoneIssued, PhoneAuthorityFault>>;
  end(signed: SignedPhoneEnd): Promise<Result<void, PhoneAuthorityFault>>;
};
