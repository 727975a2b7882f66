// The token in software: key-encryption keys are files of the keys folder (0600). For trying and for a small town; whoever holds disk
// and database holds the keys, which is why the port, not this file, is the design (security sheet §2 rows 04a, 04b).
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPair,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isUncompressedP256, p256JwkToPoint, p256PointToJwk } from '@shishobako/crypto/ec-point';
import { signerOf } from '@shishobako/crypto/node/jws';
import { openKeyFolder, type SigningKey } from '@shishobako/crypto/node/key-folder';
import { toBase64url } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { KeyBinding, TokenError, TokenPort, WrappedKey } from '../ports/token.ts';

const generate = promisify(generateKeyPair);
const initialValue = Buffer.from('a65959a6', 'hex');
const kekFile = /^kek-([1-9][0-9]{0,8})\.key$/;

function wrap(kek: Buffer, privateKey: KeyObject): Buffer {
  const der = privateKey.export({ format: 'der', type: 'pkcs8' });
  const cipher = createCipheriv('id-aes256-wrap-pad', kek, initialValue);
  const blob = Buffer.concat([cipher.update(der), cipher.final()]);
  der.fill(0);
  return blob;
}

/** Throws when the blob was not wrapped under this key. */
function unwrap(kek: Buffer, blob: Uint8Array): KeyObject {
  const decipher = createDecipheriv('id-aes256-wrap-pad', kek, initialValue);
  const der = Buffer.concat([decipher.update(blob), decipher.final()]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  return key;
}

function peerKey(point: Uint8Array): KeyObject | undefined {
  if (!isUncompressedP256(point)) return undefined;
  try {
    return createPublicKey({ key: p256PointToJwk(point), format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** `dir`: the token's own folder. `signing`: the key-entry key. */
export async function openSoftwareToken(dir: string, signing: SigningKey): Promise<TokenPort> {
  const folder = await openKeyFolder(dir);
  const kik = await folder.ensureSecret('kik', 32);
  const keks = new Map<number, Buffer>();
  /** Another process of this service may have rotated. */
  const load = async (): Promise<void> => {
    for (const name of await readdir(dir)) {
      const epoch = Number(kekFile.exec(name)?.[1] ?? 0);
      if (epoch && !keks.has(epoch)) keks.set(epoch, await folder.ensureSecret(`kek-${epoch}`, 32));
    }
  };
  await load();
  if (keks.size === 0) keks.set(1, await folder.ensureSecret('kek-1', 32));
  const current = () => Math.max(...keks.keys());
  const kekOf = async (epoch: number): Promise<Result<Buffer, TokenError>> => {
    if (!keks.has(epoch)) await load();
    const kek = keks.get(epoch);
    return kek ? ok(kek) : err({ kind: 'token.unavailable', detail: `no key-encryption key of epoch ${epoch}` });
  };

  const tagOf = (key: Omit<WrappedKey, 'tag'>, binding: KeyBinding): Buffer =>
    createHmac('sha256', kik)
      .update(canonicalJson({ ...binding, kek: key.kek, blob: toBase64url(key.blob), publicKey: toBase64url(key.publicKey) }))
      .digest();
  const tagged = (key: Omit<WrappedKey, 'tag'>, binding: KeyBinding): WrappedKey => ({ ...key, tag: tagOf(key, binding) });

  async function open(key: WrappedKey, binding: KeyBinding): Promise<Result<KeyObject, TokenError>> {
    const want = tagOf(key, binding);
    if (key.tag.length !== want.length || !timingSafeEqual(key.tag, want)) return err({ kind: 'token.tag' });
    const kek = await kekOf(key.kek);
    if (!kek.ok) return kek;
    try {
      return ok(unwrap(kek.value, key.blob));
    } catch {
      return err({ kind: 'token.unavailable', detail: `key-encryption key ${key.kek} does not unwrap what it wrapped` });
    }
  }

  return {
    signingKid: signing.kid,
    sign: signerOf(signing.privateKey),
    currentKek: current,
    async generate(binding) {
      const pair = await generate('ec', { namedCurve: 'P-256' });
      const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' });
      const kek = await kekOf(current());
      if (!kek.ok) return kek;
      return ok(tagged({ publicKey: p256JwkToPoint({ x, y }), blob: wrap(kek.value, pair.privateKey), kek: current() }, binding));
    },
    async dh(key, binding, peer) {
      const publicKey = peerKey(peer);
      if (!publicKey) return err({ kind: 'token.point' });
      const privateKey = await open(key, binding);
      if (!privateKey.ok) return privateKey;
      return ok(diffieHellman({ privateKey: privateKey.value, publicKey }));
    },
    async rewrap(key, binding) {
      const privateKey = await open(key, binding);
      if (!privateKey.ok) return privateKey;
      const kek = await kekOf(current());
      if (!kek.ok) return kek;
      return ok(tagged({ publicKey: key.publicKey, blob: wrap(kek.value, privateKey.value), kek: current() }, binding));
    },
    async rotateKek() {
      const next = current() + 1;
      keks.set(next, await folder.ensureSecret(`kek-${next}`, 32));
      return next;
    },
    async destroyKek(epoch) {
      if (epoch === current()) throw new Error('the current key-encryption key stays');
      keks.get(epoch)?.fill(0);
      keks.delete(epoch);
      await rm(join(dir, `kek-${epoch}.key`), { force: true });
    },
  };
}
