// Nonces and release sessions.
import type { SignedCardStatement } from '@shishobako/contracts/card-statement';
import type { EcPublicJwk } from '@shishobako/contracts/primitives';
import type { KeyholderId } from '@shishobako/kernel/ids';
import type { Result } from '@shishobako/kernel/result';
import type { VerifiedCard } from '@shishobako/pki/card/card-verifier';
import type { DeviceSession } from '../domain/session.ts';

export type SessionRefusal =
  /** Unknown, used or older than two minutes. */
  | { readonly kind: 'nonce.invalid' }
  /** No keys were ever made for this card. */
  | { readonly kind: 'keyholder.unknown' }
  | { readonly kind: 'hold.set' }
  /** A phone that was ended, or replaced, or whose card has ended. */
  | { readonly kind: 'phone.ended' }
  /** A card that joined later can be used: this one has ended. */
  | { readonly kind: 'certificate.revoked' }
  /** A new card that joined and still waits. RFC 3339. */
  | { readonly kind: 'succession.waiting'; readonly until: string };

export type NewSession = {
  readonly card: VerifiedCard;
  /** Hashes of the certificates it follows. */
  readonly earlier: readonly Uint8Array[];
  /** Of a phone that is unknown here: the card that vouches for it. */
  readonly linked: Uint8Array | undefined;
  readonly signed: SignedCardStatement;
  readonly kemKey: EcPublicJwk;
};

export type OpenedSession = { readonly token: string; readonly keyholder: KeyholderId; readonly expires: number };

export type Sessions = {
  issueNonce(): Promise<{ readonly nonce: string; readonly expires: number }>;
  /** Whether this card has keys already. */
  knows(card: VerifiedCard): Promise<boolean>;
  hasNonce(nonce: string): Promise<boolean>;
  /** Nonce, keyholder, session and evidence in one transaction. */
  open(input: NewSession): Promise<Result<OpenedSession, SessionRefusal>>;
  /** The live session of this token and device, and counts this as use; undefined in every other case. */
  use(token: string, jkt: string): Promise<DeviceSession | undefined>;
  close(session: DeviceSession): Promise<void>;
  sweep(): Promise<void>;
};
