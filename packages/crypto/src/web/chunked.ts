// Chunked encryption (c2sp.org/chunked-encryption@v1, AES-256-GCM, SHA-256) over WebCrypto, for the device.
import { concat, equalBytes } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import {
  type ChunkedError,
  ChunkedStreamError,
  chunkNonce,
  derivationInfo,
  derivedBytes,
  inputKeyBytes,
  saltBytes,
} from '../chunked-format.ts';
import { type ChunkCipher, openStream, sealStream } from '../chunked-stream.ts';
import { gcmOpen, gcmSeal, importAesKey } from './aes-gcm.ts';
import { hkdfExpand } from './hmac.ts';

type Bytes = Uint8Array<ArrayBuffer>;
const none = new Uint8Array(0);

async function cipherOf(key: Uint8Array, salt: Uint8Array, context: Uint8Array): Promise<ChunkCipher> {
  if (key.length !== inputKeyBytes) throw new RangeError('input key must be 32 bytes');
  const all = await hkdfExpand(key, derivationInfo(salt, context), derivedBytes);
  const aes = await importAesKey(all.subarray(0, 32));
  const nonce = all.subarray(32, 44);
  return {
    commitment: all.subarray(44),
    seal: (index, chunk) => gcmSeal(aes, chunkNonce(nonce, index), none, chunk),
    open: (index, chunk) => gcmOpen(aes, chunkNonce(nonce, index), none, chunk),
  };
}

export async function* encryptChunkedStream(
  key: Uint8Array,
  context: Uint8Array,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Bytes> {
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes));
  yield* sealStream(await cipherOf(key, salt, context), salt, source);
}

/** Throws ChunkedStreamError; what was yielded before is authentic, but not known to be all. */
export const decryptChunkedStream = (key: Uint8Array, context: Uint8Array, source: AsyncIterable<Uint8Array>): AsyncGenerator<Bytes> =>
  openStream((salt) => cipherOf(key, salt, context), equalBytes, source);

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
async function collect(source: AsyncIterable<Uint8Array>): Promise<Bytes> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return concat(...pieces);
}

/** `key`: 32 uniformly random bytes. */
export const encryptChunked = (key: Uint8Array, context: Uint8Array, plaintext: Uint8Array): Promise<Bytes> =>
  collect(encryptChunkedStream(key, context, once(plaintext)));

export async function decryptChunked(key: Uint8Array, context: Uint8Array, ciphertext: Uint8Array): Promise<Result<Bytes, ChunkedError>> {
  try {
    return ok(await collect(decryptChunkedStream(key, context, once(ciphertext))));
  } catch (error) {
    if (error instanceof ChunkedStreamError) return err(error.problem);
    throw error;
  }
}
