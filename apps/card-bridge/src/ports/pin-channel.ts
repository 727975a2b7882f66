// How a PIN reaches the bridge from its own page without lying around in clear.
import { Base64url } from '@shishobako/contracts/primitives';
import type { Result } from '@shishobako/kernel/result';
import { z } from 'zod';

export const SealedPin = z.strictObject({
  /** The page's ephemeral P-256 key, uncompressed point. */
  key: Base64url.length(87),
  iv: Base64url.length(16),
  /** Ciphertext and tag: 4 to 16 characters. */
  data: Base64url.min(27).max(43),
});
export type SealedPin = z.infer<typeof SealedPin>;

export type OpenPin = { readonly bytes: Uint8Array; forget(): void };

export type PinChannel = {
  /** Uncompressed point, base64url: what the page seals to. */
  readonly publicKey: string;
  open(sealed: SealedPin): Result<OpenPin, { readonly kind: 'unreadable-pin' }>;
};
