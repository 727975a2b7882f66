// A document the person keeps for itself and reads on every device (ADR 0061). Sealed and opened here; its key comes from the keyserver in
// the live session alone and is kept in memory, not extractable, for as long as that session.

import { wrapInfo } from '@shishobako/contracts/envelope';
import { KeyEntry } from '@shishobako/contracts/keys';
import { KeyAnswer } from '@shishobako/contracts/keyserver-api';
import {
  maxOwnBytes,
  OwnDocumentAnswer,
  type OwnDocumentName,
  OwnDocumentVersion,
  type OwnHead,
  OwnWrapAnswer,
  OwnWrapStatement,
  ownAad,
  ownContextOf,
  type SealedOwnDocument,
} from '@shishobako/contracts/own-document';
import { pad, unpad } from '@shishobako/crypto/padme';
import { gcmOpen, gcmSeal, importAesKey } from '@shishobako/crypto/web/aes-gcm';
import { jsonSha256, sha256 } from '@shishobako/crypto/web/digest';
import { sealBase } from '@shishobako/crypto/web/hpke';
import { verifyCompact } from '@shishobako/crypto/web/jws';
import { concat, fromBase64url, fromUtf8, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { rfc3339 } from '@shishobako/kernel/clock';
import { type Alias, type EnvelopeId, randomId } from '@shishobako/kernel/ids';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { z } from 'zod';
import type { BoxError } from './box.ts';
import { callJson, type Target } from './call.ts';
import type { Device } from './device.ts';
import { release } from './release.ts';
import { checkSession } from './session.ts';

export type OwnDocument =
  /** Version 0: never written; later: deleted, here or on another device. */
  { readonly kind: 'none'; readonly version: number } | { readonly kind: 'open'; readonly version: number; readonly value: unknown };
export type OwnDocumentError =
  | BoxError
  /** Key or ciphertext is not what a device of this person sealed. Writing in the place of `version` makes a new one under a new key. */
  | { readonly kind: 'own.broken'; readonly version: number; readonly part: 'key' | 'content' }
  | { readonly kind: 'own.too-large'; readonly max: number };

type Lock = Pick<SealedOwnDocument, 'head' | 'wrap' | 'statement'>;
type HeldKey = Lock & { readonly session: string; readonly key: CryptoKey };
const held = new WeakMap<Device, HeldKey>();

const pathOf = (name: OwnDocumentName): string => `/v1/citizen/own-documents/${name}`;
const nonceBytes = 12;

/** What the keyserver signed; undefined when it did not. */
async function entrySigned<T extends z.ZodType>(device: Device, jws: string, typ: string, form: T): Promise<z.output<T> | undefined> {
  const keys = device.trust.services.filter((s) => s.service === 'keyserver').flatMap((s) => s.keys.filter((k) => k.use === 'key-entry'));
  const verified = await verifyCompact(jws, typ, ({ kid }) => keys.find((key) => key.kid === kid)?.jwk);
  return verified.ok ? form.safeParse(verified.value.payload).data : undefined;
}

async function isVouched(device: Device, { head, wrap, statement }: Lock): Promise<boolean> {
  const said = await entrySigned(device, statement, 'epob-own-wrap+jws', OwnWrapStatement);
  if (said?.kid !== head.kid || said.to !== head.to) return false;
  return said.headSha256 === (await jsonSha256(head)) && said.wrapSha256 === (await jsonSha256(wrap));
}

/** A new key pair at the keyserver, a new key here, wrapped to it. */
async function makeKey(device: Device, keyserver: Target, session: string): Promise<Result<HeldKey, OwnDocumentError>> {
  const to = randomId<Alias>();
  const made = await callJson(device, keyserver, KeyAnswer, 'POST', '/v1/device/keys', { alias: to });
  if (!made.ok) return made;
  const entry = await entrySigned(device, made.value.entry, 'epob-key+jws', KeyEntry);
  if (entry?.alias !== to) return err({ kind: 'call.malformed', detail: 'entry' });
  const created = rfc3339(device.clock());
  const head: OwnHead = { v: 'epob-own-v1', id: randomId<EnvelopeId>(), to, kid: entry.kid, epoch: entry.epoch, created };
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const context = { info: utf8(wrapInfo(ownContextOf(head))), aad: await sha256(canonicalJson(head)) };
  const sealed = await sealBase({ ...context, recipient: fromBase64url(entry.publicKey), plaintext: raw });
  const key = await importAesKey(raw);
  raw.fill(0);
  if (!sealed.ok) return err({ kind: 'call.malformed', detail: 'entry' });
  const wrap = { enc: toBase64url(sealed.value.enc), ct: toBase64url(sealed.value.ct) };
  const request = { to, headSha256: await jsonSha256(head), wrapSha256: await jsonSha256(wrap) };
  const vouched = await callJson(device, keyserver, OwnWrapAnswer, 'POST', '/v1/device/own-wraps', request);
  return vouched.ok ? ok({ head, wrap, statement: vouched.value.statement, session, key }) : vouched;
}

/** The document as it is in the box now. */
export async function readOwnDocument(device: Device, name: OwnDocumentName): Promise<Result<OwnDocument, OwnDocumentError>> {
  const live = await checkSession(device);
  if (!live.ok) return live;
  const { portal, keyserver, session } = live.value;
  const answer = await callJson(device, portal, OwnDocumentAnswer, 'GET', pathOf(name));
  if (!answer.ok) return answer;
  const { version, document } = answer.value;
  if (!document) {
    held.delete(device);
    return ok({ kind: 'none', version });
  }
  const { decision, sealed, ...lock } = document;
  let known = held.get(device);
  if (known?.session !== session.keyserverToken || known.statement !== lock.statement || known.head.id !== lock.head.id) {
    held.delete(device);
    if (!(await isVouched(device, lock))) return err({ kind: 'own.broken', version, part: 'key' });
    const env = lock.head.id;
    const released = await release(device, keyserver, decision, [{ env, part: 'own', wrap: lock.wrap }]);
    if (!released.ok) return released;
    const raw = released.value.key(env, 'own');
    if (!raw) return err({ kind: 'own.broken', version, part: 'key' });
    known = { ...lock, session: session.keyserverToken, key: await importAesKey(raw) };
    raw.fill(0);
    held.set(device, known);
  }
  const value = await open(known, version, sealed);
  if (value === undefined) held.delete(device);
  return value === undefined ? err({ kind: 'own.broken', version, part: 'content' }) : ok({ kind: 'open', version, value });
}

async function open({ key, head }: HeldKey, version: number, sealed: string): Promise<unknown> {
  try {
    const bytes = fromBase64url(sealed);
    const plain = await gcmOpen(key, bytes.subarray(0, nonceBytes), utf8(ownAad(head, version)), bytes.subarray(nonceBytes));
    if (!plain) return undefined;
    const json = unpad(plain, 4 + new DataView(plain.buffer, plain.byteOffset).getUint32(0));
    return json && JSON.parse(fromUtf8(json.subarray(4)));
  } catch {
    return undefined;
  }
}

/** Puts `value` (any JSON but undefined) in the place of version `base`; another device's newer version answers `own.conflict`. */
export async function writeOwnDocument(
  device: Device,
  name: OwnDocumentName,
  base: number,
  value: unknown,
): Promise<Result<{ version: number }, OwnDocumentError>> {
  const live = await checkSession(device);
  if (!live.ok) return live;
  const { portal, keyserver, session } = live.value;
  const json = utf8(JSON.stringify(value));
  if (json.length > maxOwnBytes) return err({ kind: 'own.too-large', max: maxOwnBytes });
  let key = held.get(device);
  if (key?.session !== session.keyserverToken) {
    const made = await makeKey(device, keyserver, session.keyserverToken);
    if (!made.ok) return made;
    key = made.value;
  }
  const { head, wrap, statement } = key;
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, json.length);
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const ct = await gcmSeal(key.key, nonce, utf8(ownAad(head, base + 1)), pad(concat(length, json)));
  const body = { base, head, wrap, statement, sealed: toBase64url(concat(nonce, ct)) };
  const written = await callJson(device, portal, OwnDocumentVersion, 'PUT', pathOf(name), body);
  if (written.ok) held.set(device, key);
  return written;
}

/** From the box; other devices see a version without a document. */
export async function deleteOwnDocument(device: Device, name: OwnDocumentName): Promise<Result<{ version: number }, OwnDocumentError>> {
  const live = await checkSession(device);
  if (!live.ok) return live;
  held.delete(device);
  return callJson(device, live.value.portal, OwnDocumentVersion, 'DELETE', pathOf(name));
}
