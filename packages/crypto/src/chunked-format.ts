// C2SP chunked-encryption@v1 with AEAD_AES_256_GCM and SHA-256: layout and limits (c2sp.org/chunked-encryption).
// salt (24) ‖ commitment (32) ‖ chunks of 16 KiB + tag; the last chunk is always shorter and may be empty.
import { concat, utf8 } from '@shishobako/kernel/bytes';

export const chunkBytes = 16 * 1024;
export const tagBytes = 16;
export const sealedChunkBytes = chunkBytes + tagBytes;
export const saltBytes = 24;
export const commitmentBytes = 32;
export const headBytes = saltBytes + commitmentBytes;
export const inputKeyBytes = 32;
export const derivedBytes = 32 + 12 + commitmentBytes;
const maxChunks = 2 ** 38;

/** `truncated`: ends at a chunk boundary or inside the head or a tag · `commitment`: another key, salt or context · `chunk`: does not open. */
export type ChunkedError =
  | { readonly kind: 'truncated' }
  | { readonly kind: 'commitment' }
  | { readonly kind: 'chunk'; readonly index: number };

/** What a stream throws: by then a part of the plaintext is already with the reader, so there is no value left to return. */
export class ChunkedStreamError extends Error {
  override name = 'ChunkedStreamError';
  readonly problem: ChunkedError;
  constructor(problem: ChunkedError) {
    super(problem.kind === 'chunk' ? `chunk ${problem.index} does not open` : `chunked ciphertext: ${problem.kind}`);
    this.problem = problem;
  }
}

const prefix = utf8('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0');
export const derivationInfo = (salt: Uint8Array, context: Uint8Array): Uint8Array<ArrayBuffer> => concat(prefix, salt, context);

/** Base nonce XOR chunk number, big-endian. The counter touches at most the last five bytes. */
export function chunkNonce(baseNonce: Uint8Array, index: number): Uint8Array<ArrayBuffer> {
  if (index >= maxChunks) throw new RangeError('too many chunks');
  const nonce = Uint8Array.from(baseNonce);
  for (let i = 11, rest = index; rest > 0; i--, rest = Math.floor(rest / 256)) nonce[i] = (nonce[i] as number) ^ (rest % 256);
  return nonce;
}

export const ciphertextLength = (plain: number): number => headBytes + plain + (Math.floor(plain / chunkBytes) + 1) * tagBytes;

/** Undefined when no plaintext has a ciphertext of this length. */
export function plaintextLength(cipher: number): number | undefined {
  const body = cipher - headBytes;
  const last = body % sealedChunkBytes;
  return body < 0 || last < tagBytes ? undefined : Math.floor(body / sealedChunkBytes) * chunkBytes + last - tagBytes;
}
