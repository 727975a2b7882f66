// Chunked encryption (c2sp.org/chunked-encryption@v1, AES-256-GCM, SHA-256) over node:crypto, for servers and the agency SDK.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { equalBytes } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import {
  type ChunkedError,
  chunkBytes,
  chunkNonce,
  ciphertextLength,
  derivationInfo,
  derivedBytes,
  headBytes,
  inputKeyBytes,
  plaintextLength,
  saltBytes,
  sealedChunkBytes,
  tagBytes,
} from '../chunked-format.ts';
import { type ChunkCipher, openStream, sealStream } from '../chunked-stream.ts';
import { hkdfExpand } from './hkdf.ts';

type Bytes = Uint8Array<ArrayBuffer>;

type Derived = { key: Uint8Array; nonce: Uint8Array; commitment: Uint8Array };
function derive(key: Uint8Array, salt: Uint8Array, context: Uint8Array): Derived {
  if (key.length !== inputKeyBytes) throw new RangeError('input key must be 32 bytes');
  const all = hkdfExpand('sha256', key, derivationInfo(salt, context), derivedBytes);
  return { key: all.subarray(0, 32), nonce: all.subarray(32, 44), commitment: all.subarray(44) };
}

function sealInto(d: Derived, index: number, chunk: Uint8Array, out: Uint8Array, at: number): void {
  const cipher = createCipheriv('aes-256-gcm', d.key, chunkNonce(d.nonce, index));
  out.set(cipher.update(chunk), at);
  cipher.final();
  out.set(cipher.getAuthTag(), at + chunk.length);
}

function openInto(d: Derived, index: number, sealed: Uint8Array, out: Uint8Array, at: number): boolean {
  const cipher = createDecipheriv('aes-256-gcm', d.key, chunkNonce(d.nonce, index), { authTagLength: tagBytes });
  cipher.setAuthTag(sealed.subarray(-tagBytes));
  const plain = cipher.update(sealed.subarray(0, -tagBytes));
  try {
    cipher.final();
  } catch {
    return false;
  }
  out.set(plain, at);
  return true;
}

/** `key`: 32 uniformly random bytes. `salt` is for tests against fixed vectors; it must never repeat under one key. */
export function encryptChunked(
  key: Uint8Array,
  context: Uint8Array,
  plaintext: Uint8Array,
  salt: Uint8Array = randomBytes(saltBytes),
): Bytes {
  const d = derive(key, salt, context);
  const out = new Uint8Array(ciphertextLength(plaintext.length));
  out.set(salt);
  out.set(d.commitment, saltBytes);
  for (let index = 0, from = 0, to = headBytes; from <= plaintext.length; index++, from += chunkBytes, to += sealedChunkBytes)
    sealInto(d, index, plaintext.subarray(from, from + chunkBytes), out, to);
  return out;
}

export function decryptChunked(key: Uint8Array, context: Uint8Array, ciphertext: Uint8Array): Result<Bytes, ChunkedError> {
  if (ciphertext.length < headBytes) return err({ kind: 'truncated' });
  const d = derive(key, ciphertext.subarray(0, saltBytes), context);
  if (!equalBytes(d.commitment, ciphertext.subarray(saltBytes, headBytes))) return err({ kind: 'commitment' });
  const length = plaintextLength(ciphertext.length);
  if (length === undefined) return err({ kind: 'truncated' });
  const out = new Uint8Array(length);
  for (let index = 0, from = headBytes, to = 0; from < ciphertext.length; index++, from += sealedChunkBytes, to += chunkBytes)
    if (!openInto(d, index, ciphertext.subarray(from, from + sealedChunkBytes), out, to)) return err({ kind: 'chunk', index });
  return ok(out);
}

function cipherOf(d: Derived): ChunkCipher {
  return {
    commitment: d.commitment,
    seal: (index, chunk) => {
      const out = new Uint8Array(chunk.length + tagBytes);
      sealInto(d, index, chunk, out, 0);
      return out;
    },
    open: (index, chunk) => {
      const out = new Uint8Array(chunk.length - tagBytes);
      return openInto(d, index, chunk, out, 0) ? out : undefined;
    },
  };
}

export function encryptChunkedStream(key: Uint8Array, context: Uint8Array, source: AsyncIterable<Uint8Array>): AsyncGenerator<Bytes> {
  const salt = Uint8Array.from(randomBytes(saltBytes));
  return sealStream(cipherOf(derive(key, salt, context)), salt, source);
}

/** Throws ChunkedStreamError; what was yielded before is authentic, but not known to be all. */
export function decryptChunkedStream(key: Uint8Array, context: Uint8Array, source: AsyncIterable<Uint8Array>): AsyncGenerator<Bytes> {
  return openStream((salt) => cipherOf(derive(key, salt, context)), equalBytes, source);
}
