// The token that holds the key-encryption keys (security sheet §3): shaped like PKCS#11, so that an HSM can stand behind it. Private
// box keys exist in the clear only inside; what leaves is a wrapped blob, a tag over it, and the result of one Diffie-Hellman step.
import type { Alias, KeyholderId, KeyId } from '@shishobako/kernel/ids';
import type { Result } from '@shishobako/kernel/result';

/** What a blob belongs to. The tag covers it: a blob put into another row is refused before it is unwrapped (row 04b). */
export type KeyBinding = {
  readonly keyholder: KeyholderId;
  readonly kid: KeyId;
  readonly alias: Alias;
  readonly classes: string;
  readonly epoch: number;
  readonly purpose: 'box';
};

/** One wrapped P-256 private key as the database keeps it. */
export type WrappedKey = {
  /** Uncompressed point, 65 bytes. */
  readonly publicKey: Uint8Array;
  /** PKCS #8, AES-256 key wrap with padding (RFC 5649, CKM_AES_KEY_WRAP_PAD). */
  readonly blob: Uint8Array;
  /** HMAC-SHA256 under KIK over blob and binding. */
  readonly tag: Uint8Array;
  /** Epoch of the key-encryption key. */
  readonly kek: number;
};

/** `tag`: blob and row do not belong together · `point`: the peer is no P-256 point · `unavailable`: the token cannot work now. */
export type TokenError =
  | { readonly kind: 'token.tag' }
  | { readonly kind: 'token.point' }
  | { readonly kind: 'token.unavailable'; readonly detail: string };

export type TokenPort = {
  generate(binding: KeyBinding): Promise<Result<WrappedKey, TokenError>>;
  /** Unwrap and ECDH (null KDF) in one step: 32 bytes, the x coordinate. */
  dh(key: WrappedKey, binding: KeyBinding, peer: Uint8Array): Promise<Result<Uint8Array, TokenError>>;
  /** KSIG, ES256: raw 64-byte signature over a key entry. */
  sign(data: Uint8Array): Uint8Array;
  readonly signingKid: string;
  /** The same private key under the newest key-encryption key. */
  rewrap(key: WrappedKey, binding: KeyBinding): Promise<Result<WrappedKey, TokenError>>;
  currentKek(): number;
  /** Makes the next key-encryption key and wraps with it from now on. */
  rotateKek(): Promise<number>;
  /** Only when no blob is left under it; throws for the current one. */
  destroyKek(epoch: number): Promise<void>;
};
