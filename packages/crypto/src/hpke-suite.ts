// HPKE algorithm identifiers and labels (RFC 9180 §4, §5.1, §7): the byte strings on which both implementations must agree.
import { concat, utf8 } from '@shishobako/kernel/bytes';

export type HashName = 'sha256' | 'sha384' | 'sha512';
export type Curve = 'P-256' | 'P-384' | 'P-521' | 'X25519' | 'X448';
export type Kem = { readonly id: number; readonly curve: Curve; readonly hash: HashName; readonly Nsecret: number; readonly Npk: number };
export type Kdf = { readonly id: number; readonly hash: HashName; readonly Nh: number };
export type Aead = { readonly id: number; readonly cipher: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305'; readonly Nk: number };
export type Suite = { readonly kem: Kem; readonly kdf: Kdf; readonly aead: Aead };

export const Nn = 12;
export const Nt = 16;

const kemList: readonly Kem[] = [
  { id: 0x0010, curve: 'P-256', hash: 'sha256', Nsecret: 32, Npk: 65 },
  { id: 0x0011, curve: 'P-384', hash: 'sha384', Nsecret: 48, Npk: 97 },
  { id: 0x0012, curve: 'P-521', hash: 'sha512', Nsecret: 64, Npk: 133 },
  { id: 0x0020, curve: 'X25519', hash: 'sha256', Nsecret: 32, Npk: 32 },
  { id: 0x0021, curve: 'X448', hash: 'sha512', Nsecret: 64, Npk: 56 },
];
const kdfList: readonly Kdf[] = [
  { id: 0x0001, hash: 'sha256', Nh: 32 },
  { id: 0x0002, hash: 'sha384', Nh: 48 },
  { id: 0x0003, hash: 'sha512', Nh: 64 },
];
const aeadList: readonly Aead[] = [
  { id: 0x0001, cipher: 'aes-128-gcm', Nk: 16 },
  { id: 0x0002, cipher: 'aes-256-gcm', Nk: 32 },
  { id: 0x0003, cipher: 'chacha20-poly1305', Nk: 32 },
];

/** Undefined when an id is not one of RFC 9180 (the export-only AEAD 0xffff cannot open anything). */
export function findSuite(kemId: number, kdfId: number, aeadId: number): Suite | undefined {
  const kem = kemList.find((k) => k.id === kemId);
  const kdf = kdfList.find((k) => k.id === kdfId);
  const aead = aeadList.find((a) => a.id === aeadId);
  return kem && kdf && aead ? { kem, kdf, aead } : undefined;
}

function ownSuite(): Suite {
  const suite = findSuite(0x0010, 0x0001, 0x0002);
  if (!suite) throw new Error('the suite of the product is in the tables above');
  return suite;
}

/** DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM: the only suite envelopes use. */
export const shishobakoSuite: Suite = ownSuite();

/** I2OSP. */
export function uint(value: number, bytes: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes);
  for (let i = bytes - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) out[i] = rest % 256;
  return out;
}

export const kemSuiteId = (suite: Suite): Uint8Array<ArrayBuffer> => concat(utf8('KEM'), uint(suite.kem.id, 2));
export const hpkeSuiteId = (suite: Suite): Uint8Array<ArrayBuffer> =>
  concat(utf8('HPKE'), uint(suite.kem.id, 2), uint(suite.kdf.id, 2), uint(suite.aead.id, 2));

const version = utf8('HPKE-v1');

/** Input of LabeledExtract (RFC 9180 §4). */
export const labeledIkm = (suiteId: Uint8Array, label: string, ikm: Uint8Array): Uint8Array<ArrayBuffer> =>
  concat(version, suiteId, utf8(label), ikm);

/** Info of LabeledExpand. */
export const labeledInfo = (suiteId: Uint8Array, label: string, info: Uint8Array, length: number): Uint8Array<ArrayBuffer> =>
  concat(uint(length, 2), version, suiteId, utf8(label), info);

/** base_nonce XOR sequence number (RFC 9180 §5.2). */
export function nonceAt(baseNonce: Uint8Array, sequence: number): Uint8Array<ArrayBuffer> {
  const nonce = Uint8Array.from(baseNonce);
  const counter = uint(sequence, Nn);
  for (let i = 0; i < Nn; i++) nonce[i] = (nonce[i] as number) ^ (counter[i] as number);
  return nonce;
}

export type Mode = 0 | 1 | 2 | 3;
export const isMode = (value: number): value is Mode => value === 0 || value === 1 || value === 2 || value === 3;

/** `key.malformed`: a public key of the wrong form or off the curve · `open.failed`: the seal does not open. */
export type HpkeError = { readonly kind: 'key.malformed' } | { readonly kind: 'open.failed' };
