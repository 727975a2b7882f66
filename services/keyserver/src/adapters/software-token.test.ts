import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shishobakoSuite } from '@shishobako/crypto/hpke-suite';
import { generateKemPrivate } from '@shishobako/crypto/node/hpke-dh';
import { openKeyFolder } from '@shishobako/crypto/node/key-folder';
import { type Alias, type KeyholderId, type KeyId, randomId } from '@shishobako/kernel/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyBinding, TokenPort, WrappedKey } from '../ports/token.ts';
import { openSoftwareToken } from './software-token.ts';

const dir = mkdtempSync(join(tmpdir(), 'token-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const openToken = async () => openSoftwareToken(join(dir, 'token'), await (await openKeyFolder(dir)).ensureEs256('key-entry'));

const bind = (over: Partial<KeyBinding> = {}): KeyBinding => ({
  ...{ keyholder: randomId<KeyholderId>(), kid: randomId<KeyId>(), alias: randomId<Alias>(), classes: 'C1-C4', epoch: 1, purpose: 'box' },
  ...over,
});
let token: TokenPort;
let binding: KeyBinding;
let key: WrappedKey;
const peer = generateKemPrivate(shishobakoSuite.kem);
beforeAll(async () => {
  token = await openToken();
  binding = bind();
  const made = await token.generate(binding);
  if (!made.ok) throw new Error(made.error.kind);
  key = made.value;
});

describe('software token', () => {
  it('does the Diffie-Hellman step of the key it wrapped, also after a restart', async () => {
    const want = peer.dh(key.publicKey);
    expect(await token.dh(key, binding, peer.publicKey)).toEqual({ ok: true, value: want });
    expect(await (await openToken()).dh(key, binding, peer.publicKey)).toEqual({ ok: true, value: want });
  });

  it('keeps its files to itself', () => {
    const folder = join(dir, 'token');
    expect(readdirSync(folder).sort()).toEqual(['kek-1.key', 'kik.key']);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['keyholder', { keyholder: randomId<KeyholderId>() }],
    ['key id', { kid: randomId<KeyId>() }],
    ['alias', { alias: randomId<Alias>() }],
    ['classes', { classes: 'C5' }],
    ['epoch', { epoch: 2 }],
  ])('refuses a blob under another %s', async (_name, over) => {
    expect(await token.dh(key, { ...binding, ...over }, peer.publicKey)).toEqual({ ok: false, error: { kind: 'token.tag' } });
    expect(await token.rewrap(key, { ...binding, ...over })).toEqual({ ok: false, error: { kind: 'token.tag' } });
  });

  it('refuses a changed blob, public key, tag and epoch of the wrapping key before it unwraps', async () => {
    const flip = (bytes: Uint8Array) => Uint8Array.from(bytes, (b, i) => (i === 5 ? b ^ 1 : b));
    const changed: WrappedKey[] = [
      { ...key, blob: flip(key.blob) },
      { ...key, publicKey: flip(key.publicKey) },
      { ...key, tag: flip(key.tag) },
      { ...key, tag: new Uint8Array() },
      { ...key, kek: 2 },
    ];
    for (const bad of changed) expect(await token.dh(bad, binding, peer.publicKey)).toEqual({ ok: false, error: { kind: 'token.tag' } });
  });

  it('takes no point that is compressed, hybrid, short or off the curve', async () => {
    const { publicKey } = peer;
    const forms = [
      Uint8Array.of(2 + ((publicKey[64] ?? 0) & 1), ...publicKey.subarray(1, 33)),
      Uint8Array.of(6 + ((publicKey[64] ?? 0) & 1), ...publicKey.subarray(1)),
      publicKey.subarray(0, 64),
      Uint8Array.from(publicKey, (b, i) => (i === 64 ? b ^ 1 : b)),
      new Uint8Array(65),
    ];
    for (const point of forms) expect(await token.dh(key, binding, point)).toEqual({ ok: false, error: { kind: 'token.point' } });
  });

  it('rotates: moves a key, keeps what it opens, destroys only what is old', async () => {
    const want = peer.dh(key.publicKey);
    expect(await token.rotateKek()).toBe(2);
    const moved = await token.rewrap(key, binding);
    if (!moved.ok) throw new Error(moved.error.kind);
    expect(moved.value.kek).toBe(2);
    expect(Buffer.from(moved.value.blob).equals(Buffer.from(key.blob))).toBe(false);
    await expect(token.destroyKek(2)).rejects.toThrow('current');
    await token.destroyKek(1);
    expect(await token.dh(moved.value, binding, peer.publicKey)).toEqual({ ok: true, value: want });
    expect(await token.dh(key, binding, peer.publicKey)).toMatchObject({ ok: false, error: { kind: 'token.unavailable' } });
  });
});
