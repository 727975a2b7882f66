// HPKE base mode (RFC 9180), DHKEM(P-256, HKDF-SHA256) / HKDF-SHA256 / AES-256-GCM, over WebCrypto.
// The recipient's key may be non-extractable: only `deriveBits` is asked of it.
import { concat } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { isUncompressedP256 } from '../ec-point.ts';
import { type HpkeError, hpkeSuiteId, kemSuiteId, labeledIkm, labeledInfo, Nn, shishobakoSuite } from '../hpke-suite.ts';
import { gcmOpen, gcmSeal, importAesKey } from './aes-gcm.ts';
import { hkdfExpand, hkdfExtract } from './hmac.ts';

type Bytes = Uint8Array<ArrayBuffer>;
/** `privateKey`: ECDH P-256 with usage `deriveBits`. `publicKey`: its uncompressed point. */
export type KemKey = { readonly privateKey: CryptoKey; readonly publicKey: Uint8Array };

const ecdh = { name: 'ECDH', namedCurve: 'P-256' } as const;
const none = new Uint8Array(0);

/** `extractable: false` keeps the private key inside the browser (security sheet §3, device). */
export async function generateKemKey(extractable = false): Promise<KemKey> {
  const pair = await crypto.subtle.generateKey(ecdh, extractable, ['deriveBits']);
  return { privateKey: pair.privateKey, publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)) };
}

async function dh(privateKey: CryptoKey, point: Uint8Array): Promise<Bytes | undefined> {
  if (!isUncompressedP256(point)) return undefined;
  const peer = await crypto.subtle.importKey('raw', Uint8Array.from(point), ecdh, true, []).catch(() => undefined);
  return peer && new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: peer }, privateKey, 256));
}

async function schedule(shared: Uint8Array, kemContext: Uint8Array, info: Uint8Array): Promise<{ key: CryptoKey; nonce: Bytes }> {
  const kemId = kemSuiteId(shishobakoSuite);
  const prk = await hkdfExtract(none, labeledIkm(kemId, 'eae_prk', shared));
  const secretZz = await hkdfExpand(prk, labeledInfo(kemId, 'shared_secret', kemContext, 32), 32);
  const id = hpkeSuiteId(shishobakoSuite);
  const pskHash = await hkdfExtract(none, labeledIkm(id, 'psk_id_hash', none));
  const infoHash = await hkdfExtract(none, labeledIkm(id, 'info_hash', info));
  const context = concat(Uint8Array.of(0), pskHash, infoHash);
  const secret = await hkdfExtract(secretZz, labeledIkm(id, 'secret', none));
  const key = await hkdfExpand(secret, labeledInfo(id, 'key', context, 32), 32);
  return { key: await importAesKey(key), nonce: await hkdfExpand(secret, labeledInfo(id, 'base_nonce', context, Nn), Nn) };
}

/** Single shot. `recipient`: uncompressed point. */
export async function sealBase(s: {
  recipient: Uint8Array;
  info: Uint8Array;
  aad: Uint8Array;
  plaintext: Uint8Array;
}): Promise<Result<{ enc: Uint8Array; ct: Bytes }, HpkeError>> {
  const ephemeral = await generateKemKey();
  const shared = await dh(ephemeral.privateKey, s.recipient);
  if (!shared) return err({ kind: 'key.malformed' });
  const { key, nonce } = await schedule(shared, concat(ephemeral.publicKey, s.recipient), s.info);
  return ok({ enc: ephemeral.publicKey, ct: await gcmSeal(key, nonce, s.aad, s.plaintext) });
}

export async function openBase(s: {
  enc: Uint8Array;
  ct: Uint8Array;
  info: Uint8Array;
  aad: Uint8Array;
  recipient: KemKey;
}): Promise<Result<Bytes, HpkeError>> {
  const shared = await dh(s.recipient.privateKey, s.enc);
  if (!shared) return err({ kind: 'key.malformed' });
  const { key, nonce } = await schedule(shared, concat(s.enc, s.recipient.publicKey), s.info);
  const plain = await gcmOpen(key, nonce, s.aad, s.ct);
  return plain ? ok(plain) : err({ kind: 'open.failed' });
}
