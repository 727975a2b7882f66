// HPKE (RFC 9180) over node:crypto: the DHKEM and the key schedule for every registered suite and mode.
// Envelopes use base mode with `shishobakoSuite`; the rest is there so that outside vectors can judge this very code.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { concat } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import {
  type HpkeError,
  hpkeSuiteId,
  kemSuiteId,
  labeledIkm,
  labeledInfo,
  type Mode,
  Nn,
  Nt,
  nonceAt,
  type Suite,
  shishobakoSuite,
} from '../hpke-suite.ts';
import { hkdfExpand, hkdfExtract } from './hkdf.ts';
import { type Dh, generateKemPrivate, isOnCurve, isSerialisedKey, type KemPrivate } from './hpke-dh.ts';

export type HpkeContext = {
  readonly suite: Suite;
  readonly key: Uint8Array;
  readonly baseNonce: Uint8Array;
  readonly exporter: Uint8Array;
};
export type Psk = { readonly psk: Uint8Array; readonly id: Uint8Array };
const none = new Uint8Array(0);

/** ExtractAndExpand of DHKEM (§4.1). */
function kemSecret(suite: Suite, dh: Uint8Array, kemContext: Uint8Array): Uint8Array {
  const { kem } = suite;
  const id = kemSuiteId(suite);
  const prk = hkdfExtract(kem.hash, none, labeledIkm(id, 'eae_prk', dh));
  return hkdfExpand(kem.hash, prk, labeledInfo(id, 'shared_secret', kemContext, kem.Nsecret), kem.Nsecret);
}

/** KeySchedule (§5.1). */
function keySchedule(suite: Suite, mode: Mode, shared: Uint8Array, info: Uint8Array, psk?: Psk): HpkeContext {
  const { kdf, aead } = suite;
  const id = hpkeSuiteId(suite);
  const extract = (salt: Uint8Array, label: string, ikm: Uint8Array) => hkdfExtract(kdf.hash, salt, labeledIkm(id, label, ikm));
  const context = concat(Uint8Array.of(mode), extract(none, 'psk_id_hash', psk?.id ?? none), extract(none, 'info_hash', info));
  const secret = extract(shared, 'secret', psk?.psk ?? none);
  const expand = (label: string, length: number) => hkdfExpand(kdf.hash, secret, labeledInfo(id, label, context, length), length);
  return { suite, key: expand('key', aead.Nk), baseNonce: expand('base_nonce', Nn), exporter: expand('exp', kdf.Nh) };
}

export type ReceiverSetup = {
  readonly suite?: Suite;
  readonly mode?: Mode;
  readonly enc: Uint8Array;
  readonly info: Uint8Array;
  readonly recipient: { readonly publicKey: Uint8Array; readonly dh: Dh };
  /** Sender's public key, for the auth modes. */
  readonly sender?: Uint8Array;
  readonly psk?: Psk;
};

/** SetupBaseR and its siblings. What the `dh` port throws about its own state (a lost token session) is passed on. */
export async function setupReceiver(s: ReceiverSetup): Promise<Result<HpkeContext, HpkeError>> {
  const suite = s.suite ?? shishobakoSuite;
  const mode = s.mode ?? 0;
  if (!isOnCurve(suite.kem, s.enc) || (s.sender && !isOnCurve(suite.kem, s.sender))) return err({ kind: 'key.malformed' });
  const dh = await s.recipient.dh(s.enc);
  const dhs = s.sender ? concat(dh, await s.recipient.dh(s.sender)) : dh;
  const kemContext = concat(s.enc, s.recipient.publicKey, s.sender ?? none);
  return ok(keySchedule(suite, mode, kemSecret(suite, dhs, kemContext), s.info, s.psk));
}

/** SetupBaseS. Throws on a recipient key that is not of the suite's form or off the curve: check keys where they arrive. */
export function setupBaseSender(
  recipient: Uint8Array,
  info: Uint8Array,
  suite: Suite = shishobakoSuite,
  ephemeral: KemPrivate = generateKemPrivate(suite.kem),
): { enc: Uint8Array; context: HpkeContext } {
  if (!isSerialisedKey(suite.kem, recipient)) throw new RangeError('HPKE recipient key is malformed');
  const shared = kemSecret(suite, ephemeral.dh(recipient), concat(ephemeral.publicKey, recipient));
  return { enc: ephemeral.publicKey, context: keySchedule(suite, 0, shared, info) };
}

export function contextSeal(c: HpkeContext, sequence: number, aad: Uint8Array, plaintext: Uint8Array): Uint8Array<ArrayBuffer> {
  const cipher = createCipheriv(c.suite.aead.cipher as 'aes-256-gcm', c.key, nonceAt(c.baseNonce, sequence), { authTagLength: Nt });
  cipher.setAAD(aad);
  return concat(cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
}

export function contextOpen(c: HpkeContext, sequence: number, aad: Uint8Array, ct: Uint8Array): Result<Uint8Array<ArrayBuffer>, HpkeError> {
  if (ct.length < Nt) return err({ kind: 'open.failed' });
  const cipher = createDecipheriv(c.suite.aead.cipher as 'aes-256-gcm', c.key, nonceAt(c.baseNonce, sequence), { authTagLength: Nt });
  cipher.setAAD(aad);
  cipher.setAuthTag(ct.subarray(-Nt));
  const body = cipher.update(ct.subarray(0, -Nt));
  try {
    return ok(concat(body, cipher.final()));
  } catch {
    return err({ kind: 'open.failed' });
  }
}

export const contextExport = (c: HpkeContext, exporterContext: Uint8Array, length: number): Uint8Array<ArrayBuffer> =>
  hkdfExpand(c.suite.kdf.hash, c.exporter, labeledInfo(hpkeSuiteId(c.suite), 'sec', exporterContext, length), length);

/** Single shot (§6.1), P-256 / AES-256-GCM. `recipient`: uncompressed point. */
export function sealBase(s: { recipient: Uint8Array; info: Uint8Array; aad: Uint8Array; plaintext: Uint8Array }): {
  enc: Uint8Array;
  ct: Uint8Array;
} {
  const { enc, context } = setupBaseSender(s.recipient, s.info);
  return { enc, ct: contextSeal(context, 0, s.aad, s.plaintext) };
}

/** Single shot open. `recipient.dh` may live in a token; node keys: `kemPrivateFromRaw`, `dhOfKey`. */
export async function openBase(s: {
  enc: Uint8Array;
  ct: Uint8Array;
  info: Uint8Array;
  aad: Uint8Array;
  recipient: { readonly publicKey: Uint8Array; readonly dh: Dh };
}): Promise<Result<Uint8Array<ArrayBuffer>, HpkeError>> {
  const context = await setupReceiver(s);
  return context.ok ? contextOpen(context.value, 0, s.aad, s.ct) : context;
}
