// C2SP chunked encryption: structure, interoperation of the two implementations, and every way to damage a ciphertext.
import { createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { concat, toHex, utf8 } from '@shishobako/kernel/bytes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkedStreamError, chunkBytes, ciphertextLength, headBytes, plaintextLength, sealedChunkBytes } from './chunked-format.ts';
import * as node from './node/chunked.ts';
import * as web from './web/chunked.ts';

const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const context = utf8('epob/part/v1|test|0');
const sizes = [0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 2 * chunkBytes, 3 * chunkBytes - 1];
const text = (size: number) => Uint8Array.from({ length: size }, (_, i) => (i * 7) & 255);
const both = [
  { name: 'node', decrypt: async (c: Uint8Array) => node.decryptChunked(key, context, c), stream: node.decryptChunkedStream },
  { name: 'web', decrypt: (c: Uint8Array) => web.decryptChunked(key, context, c), stream: web.decryptChunkedStream },
];
async function* cut(bytes: Uint8Array, step: number) {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}
async function join(source: AsyncIterable<Uint8Array>) {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return concat(...pieces);
}
const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

it('has the structure of the specification, step by step with other functions', () => {
  const salt = Uint8Array.from({ length: 24 }, (_, i) => 0xf0 - i);
  const plain = text(chunkBytes + 5);
  const sealed = node.encryptChunked(key, context, plain, salt);
  const info = concat(utf8('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM'), Uint8Array.of(0), salt, context);
  const t1 = createHmac('sha256', key).update(info).update(Uint8Array.of(1)).digest();
  const t2 = createHmac('sha256', key).update(t1).update(info).update(Uint8Array.of(2)).digest();
  const t3 = createHmac('sha256', key).update(t2).update(info).update(Uint8Array.of(3)).digest();
  const okm = concat(t1, t2, t3).subarray(0, 76);
  expect(toHex(sealed.subarray(0, 24))).toBe(toHex(salt));
  expect(toHex(sealed.subarray(24, 56))).toBe(toHex(okm.subarray(44, 76)));
  const nonce1 = Uint8Array.from(okm.subarray(32, 44), (v, i) => (i === 11 ? v ^ 1 : v));
  const last = createDecipheriv('aes-256-gcm', okm.subarray(0, 32), nonce1);
  const chunk = sealed.subarray(headBytes + sealedChunkBytes);
  expect(chunk.length).toBe(5 + 16);
  last.setAuthTag(chunk.subarray(5));
  expect(toHex(concat(last.update(chunk.subarray(0, 5)), last.final()))).toBe(toHex(plain.subarray(chunkBytes)));
  expect(hkdfSync('sha256', key, new Uint8Array(0), info, 76).byteLength).toBe(76);
});

describe('node and web', () => {
  it('open each other at every chunk boundary, whole and as streams', async () => {
    for (const size of sizes) {
      const plain = text(size);
      for (const sealed of [
        node.encryptChunked(key, context, plain),
        await web.encryptChunked(key, context, plain),
        await join(node.encryptChunkedStream(key, context, cut(plain, 1000))),
        await join(web.encryptChunkedStream(key, context, cut(plain, 40_000))),
      ]) {
        expect(sealed.length).toBe(ciphertextLength(size));
        expect(plaintextLength(sealed.length)).toBe(size);
        for (const { decrypt, stream } of both) {
          const whole = await decrypt(sealed);
          expect(whole.ok && same(whole.value, plain)).toBe(true);
          expect(same(await join(stream(key, context, cut(sealed, 7919))), plain)).toBe(true);
        }
      }
    }
  });

  it('name a truncation at every length near a boundary, and say nothing opened', async () => {
    const sealed = node.encryptChunked(key, context, text(2 * chunkBytes + 3));
    const ends = [0, 1, 23, 24, 55, 56, 57, 71, 72].concat(
      [1, 2].flatMap((n) => [-17, -16, -1, 0, 1, 15, 16, 17].map((d) => headBytes + n * sealedChunkBytes + d)),
      [-1, -2, -4].map((d) => sealed.length + d),
    );
    for (const end of ends)
      for (const { name, decrypt, stream } of both) {
        const cutShort = sealed.subarray(0, end);
        const result = await decrypt(cutShort);
        expect(result.ok, `${name} ${end}`).toBe(false);
        if (plaintextLength(end) === undefined && !result.ok) expect(result.error.kind, `${name} ${end}`).toBe('truncated');
        await expect(join(stream(key, context, cut(cutShort, 5000))), `${name} stream ${end}`).rejects.toBeInstanceOf(ChunkedStreamError);
      }
  });

  it('refuse reordered, repeated, dropped and foreign chunks and trailing bytes', async () => {
    const sealed = node.encryptChunked(key, context, text(3 * chunkBytes + 9));
    const other = node.encryptChunked(key, context, text(3 * chunkBytes + 9));
    const at = (s: Uint8Array, n: number) => s.subarray(headBytes + n * sealedChunkBytes, headBytes + (n + 1) * sealedChunkBytes);
    const head = sealed.subarray(0, headBytes);
    const cases: [string, Uint8Array, object][] = [
      ['swapped', concat(head, at(sealed, 1), at(sealed, 0), at(sealed, 2), at(sealed, 3)), { kind: 'chunk', index: 0 }],
      ['repeated', concat(head, at(sealed, 0), at(sealed, 0), at(sealed, 2), at(sealed, 3)), { kind: 'chunk', index: 1 }],
      ['dropped', concat(head, at(sealed, 0), at(sealed, 1), at(sealed, 3)), { kind: 'chunk', index: 2 }],
      ['foreign', concat(head, at(sealed, 0), at(other, 1), at(sealed, 2), at(sealed, 3)), { kind: 'chunk', index: 1 }],
      ['cut at a boundary', concat(head, at(sealed, 0), at(sealed, 1), at(sealed, 2)), { kind: 'truncated' }],
      ['other salt', concat(other.subarray(0, 24), sealed.subarray(24)), { kind: 'commitment' }],
      ['other commitment', concat(sealed.subarray(0, 24), other.subarray(24, 56), sealed.subarray(56)), { kind: 'commitment' }],
      ['trailing', concat(sealed, Uint8Array.of(0)), { kind: 'chunk', index: 3 }],
    ];
    for (const [name, bytes, error] of cases)
      for (const { decrypt } of both) expect(await decrypt(bytes), name).toEqual({ ok: false, error });
  });

  it('say `commitment` for another key or context before any chunk is tried', async () => {
    const sealed = node.encryptChunked(key, context, text(10));
    const wrongKey = Uint8Array.from(key, (v) => v ^ 1);
    const refused = { ok: false, error: { kind: 'commitment' } };
    for (const decrypt of [node.decryptChunked, web.decryptChunked]) {
      expect(await decrypt(wrongKey, context, sealed)).toEqual(refused);
      expect(await decrypt(key, utf8('epob/part/v1|test|1'), sealed)).toEqual(refused);
    }
  });

  it('refuse any single changed bit', async () => {
    const sealed = node.encryptChunked(key, context, text(40));
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length * 8 - 1), async (bit) => {
        const bad = Uint8Array.from(sealed, (v, i) => (i === bit >> 3 ? v ^ (1 << (bit & 7)) : v));
        for (const { decrypt } of both) expect((await decrypt(bad)).ok).toBe(false);
      }),
    );
  });

  it('agree on arbitrary bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (junk) => {
        const [a, b] = [node.decryptChunked(key, context, junk), await web.decryptChunked(key, context, junk)];
        expect(a).toEqual(b);
        expect(a.ok).toBe(false);
      }),
    );
  });
});
