// AES-256-GCM over WebCrypto with the tag behind the ciphertext.
type Bytes = Uint8Array<ArrayBuffer>;

export const importAesKey = (raw: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', Uint8Array.from(raw), 'AES-GCM', false, ['encrypt', 'decrypt']);

const params = (nonce: Uint8Array, aad: Uint8Array) => ({
  name: 'AES-GCM',
  iv: Uint8Array.from(nonce),
  additionalData: Uint8Array.from(aad),
  tagLength: 128,
});

export const gcmSeal = async (key: CryptoKey, nonce: Uint8Array, aad: Uint8Array, plain: Uint8Array): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.encrypt(params(nonce, aad), key, Uint8Array.from(plain)));

/** Undefined when the tag is wrong. */
export async function gcmOpen(key: CryptoKey, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(params(nonce, aad), key, Uint8Array.from(sealed)));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return undefined;
    throw error;
  }
}
