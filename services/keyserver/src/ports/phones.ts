// Phones beside a keyholder's card.
import type { Authenticator } from '@shishobako/contracts/phone';
import type { Result } from '@shishobako/kernel/result';
import type { VerifiedCard } from '@shishobako/pki/card/card-verifier';
import type { DeviceSession } from '../domain/session.ts';

export type PhoneRefusal =
  | { readonly kind: 'hold.set' }
  /** This phone, its key or the card it rests on has ended. */
  | { readonly kind: 'phone.ended' }
  | { readonly kind: 'keyholder.unknown' };

export type Phones = {
  /** Before its first sign-in, in the session of the same person. Twice is once. */
  join(session: DeviceSession, phone: VerifiedCard, linked: Uint8Array): Promise<Result<void, PhoneRefusal>>;
  list(session: DeviceSession): Promise<readonly Authenticator[]>;
  /** At once: phones that joined before `before`, and their sessions. `statement`: hash of what the holder signed. */
  endBy(signer: Uint8Array, before: number, statement: string): Promise<Result<number, { readonly kind: 'keyholder.unknown' }>>;
  /** By the hash of the card they rest on, on the counter's word. */
  endOfCard(card: Uint8Array): Promise<number>;
};
