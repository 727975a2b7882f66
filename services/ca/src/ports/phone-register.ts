// The register of certificates on phones: each belongs to the card whose holder applied.
import type { SignedPhoneLink } from '@shishobako/contracts/phone';
import type { CardRow, RegisteredCertificate } from './certificate-register.ts';

export type PhoneOrder = {
  readonly card: string;
  /** Certificates the application rests on, by serial number: still in force when the phone's are recorded, or nothing is. */
  readonly restsOn: readonly string[];
  readonly nonce: string;
  readonly certificates: readonly RegisteredCertificate[];
  readonly link: SignedPhoneLink;
  readonly at: number;
};

export type PhoneRegister = {
  issueNonce(): Promise<{ readonly nonce: string; readonly expires: number }>;
  /** The card of a certificate issued here, these very bytes; undefined for any other. */
  findByCertificate(
    der: Uint8Array,
  ): Promise<{ readonly card: CardRow; readonly municipality: string; readonly own: CardRow['certificates'][number] } | undefined>;
  /** Nonce, end of an earlier phone and the new certificates in one transaction. */
  addPhone(order: PhoneOrder): Promise<'added' | 'nonce' | 'ended'>;
  /** Ends the phone of a card if it was issued before `before`; how many certificates ended. */
  endPhone(card: string, at: number, before: number): Promise<number>;
  findLink(certificateSha256: Uint8Array): Promise<SignedPhoneLink | undefined>;
};
