// What the identity provider must know about a signed card statement; answered by its own check, never by another service's word.
import type { SignedCardStatement } from '@shishobako/contracts/card-statement';
import type { Result } from '@shishobako/kernel/result';

export type CardRefusal = {
  readonly kind:
    | 'signature.invalid'
    | 'certificate.malformed'
    | 'certificate.unknown-issuer'
    | 'certificate.wrong-purpose'
    | 'certificate.expired'
    | 'certificate.not-yet-valid'
    | 'certificate.revoked'
    | 'revocation.unavailable';
};

export type VerifiedCard = {
  /** Keyed hash over issuer, serial number and public key: the only form in which a card is stored. */
  readonly cardHash: Uint8Array;
  /** Milliseconds since 1970. */
  readonly notAfter: number;
};

export type CardVerifier = (signed: SignedCardStatement) => Promise<Result<VerifiedCard, CardRefusal>>;
