// The C2SP text formats: the published example note verifies, ours round-trip, and every loose form is refused.
import { generateKeyPairSync } from 'node:crypto';
import { ed25519SignerOf } from '@shishobako/crypto/node/ed25519';
import { toBase64 } from '@shishobako/kernel/bytes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCheckpoint, parseCheckpoint, signCheckpoint, verifyCheckpoint } from './checkpoint.ts';
import { hashLeaf } from './merkle.ts';
import { formatVerifierKey, parseNote, parseVerifierKey, signNote, verifyNote } from './signed-note.ts';
import { formatTlogProof, parseTlogProof } from './tlog-proof.ts';

const origin = 'shishobako.example/portal';
const signer = { name: origin, ...ed25519SignerOf(generateKeyPairSync('ed25519').privateKey) };
const vkey = formatVerifierKey(origin, signer.publicKey);
const key = parseVerifierKey(vkey);
if (!key) throw new Error('verifier key');
const root = hashLeaf(Uint8Array.of(1));

describe('signed note', () => {
  it('the key format and signature of the Go checksum database, an outside example, verify', async () => {
    const outside = parseVerifierKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    expect(outside?.name).toBe('PeterNeumann');
    const note =
      'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'.replaceAll(
        '’',
        "'",
      );
    if (!outside) throw new Error('key');
    expect(await verifyNote(note, outside)).toMatchObject({ ok: true });
    expect(await verifyNote(note.replace('answer', 'Answer'), outside)).toEqual({ ok: false, error: { kind: 'note.signature' } });
  });

  it('signs and verifies, and passes over strangers', async () => {
    const other = { name: 'witness.example', ...ed25519SignerOf(generateKeyPairSync('ed25519').privateKey) };
    const note = signNote('a\n\nb\n', signer);
    const both = note + signNote('a\n\nb\n', other).split('\n\n').at(-1);
    expect(await verifyNote(both, key)).toEqual({ ok: true, value: 'a\n\nb\n' });
    expect(await verifyNote(signNote('a\n', other), key)).toEqual({ ok: false, error: { kind: 'note.unsigned' } });
    const stranger = signNote('a\n', { ...other, name: origin });
    expect(await verifyNote(stranger, key)).toEqual({ ok: false, error: { kind: 'note.unsigned' } });
  });

  it('refuses loose forms', () => {
    const good = signNote('a\n', signer);
    expect(parseNote(good)).toBeDefined();
    for (const bad of [
      good.slice(0, -1),
      good.replace('— ', '- '),
      good.replace('a\n', 'a\r\n'),
      good.replace('a', 'a\u0000'),
      `${good}\n`,
      'a\n',
      'a\n\n',
      good.replace('=\n', '\n'),
    ])
      expect(parseNote(bad), JSON.stringify(bad)).toBeUndefined();
    expect(parseVerifierKey(vkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+'))).toBeUndefined();
    expect(parseVerifierKey('x')).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const parse of [parseNote, parseVerifierKey, parseCheckpoint, parseTlogProof]) expect(() => parse(text)).not.toThrow();
      }),
    );
  });
});

describe('checkpoint and proof', () => {
  it('round-trip, with the origin pinned', async () => {
    const note = signCheckpoint({ origin, size: 3n, root }, signer);
    expect(await verifyCheckpoint(note, key, origin)).toEqual({ ok: true, value: { origin, size: 3n, root: new Uint8Array(root) } });
    expect(await verifyCheckpoint(note, key, 'shishobako.example/platform')).toEqual({ ok: false, error: { kind: 'checkpoint.origin' } });
    expect(await verifyCheckpoint(note.replace('\n3\n', '\n4\n'), key, origin)).toEqual({ ok: false, error: { kind: 'note.signature' } });
    expect(await verifyCheckpoint(signNote('only a text\n', signer), key, origin)).toEqual({
      ok: false,
      error: { kind: 'checkpoint.malformed' },
    });
    const proof = formatTlogProof({ index: 2n, proof: [root, root], checkpoint: note });
    expect(parseTlogProof(proof)).toEqual({ index: 2n, proof: [new Uint8Array(root), new Uint8Array(root)], checkpoint: note });
  });

  it('refuse leading zeros, signs, short hashes, missing lines and overflow', () => {
    const hash = toBase64(root);
    expect(parseCheckpoint(formatCheckpoint({ origin, size: 0n, root }))).toBeDefined();
    expect(parseCheckpoint(`${origin}\n1\n${hash}\nextension\n`)).toBeDefined();
    for (const bad of [
      `${origin}\n01\n${hash}\n`,
      `${origin}\n+1\n${hash}\n`,
      `${origin}\n18446744073709551616\n${hash}\n`,
      `${origin}\n1\n${hash.slice(4)}\n`,
      `\n1\n${hash}\n`,
      `${origin}\n1\n${hash}`,
      `${origin}\n1\n${hash}\n\n`,
    ])
      expect(parseCheckpoint(bad), JSON.stringify(bad)).toBeUndefined();
    const note = signCheckpoint({ origin, size: 3n, root }, signer);
    const proof = formatTlogProof({ index: 2n, proof: [root], checkpoint: note });
    expect(parseTlogProof(proof.replace('index 2', 'extra AAAA\nindex 2'))).toBeDefined();
    for (const bad of [
      proof.replace('@v1', '@v2'),
      proof.replace('index 2', 'index 02'),
      proof.replace('index 2\n', ''),
      proof.replace(hash, hash.slice(4)),
      proof.replace('\n\n', '\n'),
    ])
      expect(parseTlogProof(bad)?.proof.length === 1 && parseTlogProof(bad)?.index === 2n, JSON.stringify(bad)).toBe(false);
  });
});
