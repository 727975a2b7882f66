// Streaming form of chunked encryption: at most one chunk is held, and nothing is handed on before its tag was checked.
import { concat } from '@shishobako/kernel/bytes';
import { ChunkedStreamError, chunkBytes, commitmentBytes, headBytes, saltBytes, sealedChunkBytes, tagBytes } from './chunked-format.ts';

type Bytes = Uint8Array<ArrayBuffer>;
/** One message's derived keys. `open` gives undefined when the tag is wrong. */
export type ChunkCipher = {
  readonly commitment: Uint8Array;
  seal(index: number, chunk: Uint8Array): Bytes | Promise<Bytes>;
  open(index: number, chunk: Uint8Array): Bytes | undefined | Promise<Bytes | undefined>;
};

/** Cuts a byte stream into pieces of exactly `first`, then `size` bytes; the last piece is shorter, maybe empty. */
async function* regroup(source: AsyncIterable<Uint8Array>, first: number, size: number): AsyncGenerator<Bytes> {
  let want = first;
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source) {
    let rest = piece;
    while (length + rest.length >= want) {
      yield concat(...held, rest.subarray(0, want - length));
      rest = rest.subarray(want - length);
      held = [];
      length = 0;
      want = size;
    }
    if (rest.length > 0) {
      held.push(Uint8Array.from(rest));
      length += rest.length;
    }
  }
  yield concat(...held);
}

export async function* sealStream(cipher: ChunkCipher, salt: Uint8Array, source: AsyncIterable<Uint8Array>): AsyncGenerator<Bytes> {
  yield concat(salt, cipher.commitment);
  let index = 0;
  for await (const chunk of regroup(source, chunkBytes, chunkBytes)) yield await cipher.seal(index++, chunk);
}

/** `derive` makes the cipher from the salt in the head. Throws ChunkedStreamError. */
export async function* openStream(
  derive: (salt: Uint8Array) => ChunkCipher | Promise<ChunkCipher>,
  equal: (a: Uint8Array, b: Uint8Array) => boolean,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Bytes> {
  let cipher: ChunkCipher | undefined;
  let index = 0;
  for await (const piece of regroup(source, headBytes, sealedChunkBytes)) {
    if (!cipher) {
      if (piece.length < headBytes) throw new ChunkedStreamError({ kind: 'truncated' });
      cipher = await derive(piece.subarray(0, saltBytes));
      if (!equal(cipher.commitment, piece.subarray(saltBytes, saltBytes + commitmentBytes)))
        throw new ChunkedStreamError({ kind: 'commitment' });
      continue;
    }
    // The last piece is always shorter than a full chunk: a stream cut at a boundary ends in an empty one.
    if (piece.length < tagBytes) throw new ChunkedStreamError({ kind: 'truncated' });
    const plain = await cipher.open(index, piece);
    if (!plain) throw new ChunkedStreamError({ kind: 'chunk', index });
    index++;
    yield plain;
  }
}
