// A letter sealed by an agency opens on the device through the keyserver's two steps, and every changed byte has its own name.
import type { EnvelopeHeader, SealedEnvelope, WrapPart } from '@shishobako/contracts/envelope';
import { SealedEnvelope as SealedEnvelopeSchema, wrapContextOf } from '@shishobako/contracts/envelope';
import { fromBase64url, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { AgencyId, type Alias, type DecisionId, type EnvelopeId, type KeyId, randomId } from '@shishobako/kernel/ids';
import { ok } from '@shishobako/kernel/result';
import { beforeAll, describe, expect, it } from 'vitest';
import { p256PointToJwk } from './ec-point.ts';
import { shishobakoSuite } from './hpke-suite.ts';
import { jsonSha256 } from './node/digest.ts';
import { generateKemPrivate } from './node/hpke-dh.ts';
import { openWrap, sealRelease } from './node/release.ts';
import { type Sealed, type SealRequest, sealEnvelope } from './node/seal-envelope.ts';
import { fictionalSender as sender } from './testing/fictional-sender.ts';
import { generateKemKey, type KemKey } from './web/hpke.ts';
import { type CheckSender, openEnvelope } from './web/open-envelope.ts';
import { openRelease } from './web/open-release.ts';

const boxKey = generateKemPrivate(shishobakoSuite.kem);
const env = randomId<EnvelopeId>();
const decision = randomId<DecisionId>();
let device: KemKey;

beforeAll(async () => {
  device = await generateKemKey();
});

const parts = [
  { role: 'body', name: 'お知らせ.txt', mediaType: 'text/plain', bytes: utf8('架空の通知です。') },
  { role: 'attachment', name: 'big.bin', mediaType: 'application/octet-stream', bytes: new Uint8Array(40_000).fill(7) },
  { role: 'attachment', name: 'empty.bin', mediaType: 'application/octet-stream', bytes: new Uint8Array(0) },
] as const;

const request = (): SealRequest => ({
  fields: {
    env,
    to: randomId<Alias>(),
    from: AgencyId.parse('shionagi-city'),
    class: 'C3',
    purpose: 'municipal-notice',
    basis: '架空条例 第1条',
    created: '2026-11-21T00:00:00.000Z',
    expires: null,
    require: { level: 'L3', openEvidence: true, accept: false },
  },
  letter: { title: '架空のお知らせ', type: 'municipal-notice/v1', lang: 'ja', parts },
  recipient: { kid: randomId<KeyId>(), epoch: 1, publicKey: boxKey.publicKey },
  sender,
});
function seal(r: SealRequest = request()): Sealed {
  const sealed = sealEnvelope(r);
  if (!sealed.ok) throw new Error(sealed.error.kind);
  return sealed.value;
}

async function release(envelope: SealedEnvelope, part: Exclude<WrapPart, 'own'>): Promise<Uint8Array> {
  const { header, wraps } = envelope;
  const key = await openWrap({ wrap: wraps[part], context: wrapContextOf(header, part), headerSha256: jsonSha256(header), boxKey });
  if (!key.ok) throw new Error(key.error.kind);
  const sealed = sealRelease({
    key: key.value,
    env: header.env,
    part,
    kid: header.kid,
    decision,
    device: p256PointToJwk(device.publicKey),
  });
  const opened = await openRelease({ sealed, env: header.env, part, kid: header.kid, decision, device });
  if (!opened.ok) throw new Error(opened.error.kind);
  return opened.value;
}

const trusting: CheckSender = async () => ok({ agency: 'shionagi-city' });
type Open = Parameters<typeof openEnvelope>[0];
async function opening({ envelope, parts: ciphertexts }: Sealed): Promise<Open> {
  const [titleKey, contentKey] = [await release(envelope, 'title'), await release(envelope, 'content')];
  const { header, signature, sealedHeader } = envelope;
  return { header, signature, sealedHeader, titleKey, contentKey, parts: ciphertexts, checkSender: trusting };
}
const flip = (b: Uint8Array, at: number) => Uint8Array.from(b, (v, i) => (i === at ? v ^ 1 : v));

describe('sealed envelope', () => {
  it('fits the wire schema and opens to exactly what was sent', async () => {
    const sealed = seal();
    expect(SealedEnvelopeSchema.parse(sealed.envelope)).toEqual(sealed.envelope);
    const opened = await openEnvelope(await opening(sealed));
    if (!opened.ok) throw new Error(opened.error.kind);
    expect(opened.value.sealed.title).toBe('架空のお知らせ');
    expect(opened.value.parts.map((p) => toBase64url(p))).toEqual(parts.map((p) => toBase64url(p.bytes)));
  });

  it('shows no title and no length of one: sealed headers of short and long titles are equally long', () => {
    const long = request();
    const a = seal({ ...long, letter: { ...long.letter, title: 'あ' } }).envelope;
    const b = seal({ ...long, letter: { ...long.letter, title: 'あ'.repeat(20) } }).envelope;
    expect(a.sealedHeader.length).toBe(b.sealedHeader.length);
    expect(JSON.stringify(b)).not.toContain('あ');
  });

  it('names what was changed', async () => {
    const sealed = seal();
    const good = await opening(sealed);
    const other = await opening(seal());
    const header = (change: Partial<EnvelopeHeader>): EnvelopeHeader => ({ ...good.header, ...change });
    const sealedBytes = fromBase64url(good.sealedHeader);
    const cases: [string, Partial<Open>, object][] = [
      ['class', { header: header({ class: 'C1' }) }, { kind: 'sender.signature', cause: { kind: 'jws.signature' } }],
      ['signature of another letter', { signature: other.signature }, { kind: 'sender.signature', cause: { kind: 'jws.signature' } }],
      ['sealed header', { sealedHeader: toBase64url(flip(sealedBytes, 60)) }, { kind: 'sealed-header.hash' }],
      ['title key', { titleKey: good.contentKey }, { kind: 'sealed-header.chunks', cause: { kind: 'commitment' } }],
      ['content key', { contentKey: good.titleKey }, { kind: 'part.chunks', i: 0, cause: { kind: 'commitment' } }],
      [
        'part 1',
        { parts: [good.parts[0], flip(good.parts[1] as Uint8Array, 99), good.parts[2]] as Uint8Array[] },
        { kind: 'part.hash', i: 1 },
      ],
      ['parts swapped', { parts: [good.parts[1], good.parts[0], good.parts[2]] as Uint8Array[] }, { kind: 'part.hash', i: 0 }],
      ['part missing', { parts: good.parts.slice(0, 2) }, { kind: 'parts.mismatch' }],
      [
        'untrusted',
        { checkSender: async () => ({ ok: false, error: { kind: 'certificate.revoked' } }) },
        { kind: 'sender.untrusted', cause: { kind: 'certificate.revoked' } },
      ],
      ['other agency', { checkSender: async () => ok({ agency: 'pension-office' }) }, { kind: 'sender.other' }],
    ];
    for (const [name, change, error] of cases) expect(await openEnvelope({ ...good, ...change }), name).toEqual({ ok: false, error });
  });

  it('a sender cannot commit to one content and seal another', async () => {
    const sealed = seal();
    const good = await opening(sealed);
    const { signDetached } = await import('./node/jws.ts');
    const resign = async (header: EnvelopeHeader) =>
      openEnvelope({ ...good, header, signature: signDetached({ typ: 'epob-envelope+jws', x5c: sender.x5c }, header, sender.key) });
    expect(await resign({ ...good.header, contentCommit: good.header.sealedSha256 })).toEqual({
      ok: false,
      error: { kind: 'sealed-header.commitment' },
    });
    const [first, ...rest] = good.header.parts;
    if (!first) throw new Error('parts');
    expect(await resign({ ...good.header, parts: [{ ...first, bucket: 1024 }, ...rest] })).toEqual({
      ok: false,
      error: { kind: 'part.size', i: 0 },
    });
    expect(await resign({ ...good.header, parts: [first, ...rest.slice(0, 1)] })).toEqual({ ok: false, error: { kind: 'parts.mismatch' } });
  });

  it('a wrap opens only with its own header, part, class, level, day, alias and epoch', async () => {
    const { envelope } = seal();
    const { header, wraps } = envelope;
    const good = { wrap: wraps.content, context: wrapContextOf(header, 'content'), headerSha256: jsonSha256(header), boxKey };
    expect((await openWrap(good)).ok).toBe(true);
    const context = good.context;
    const refused = { ok: false, error: { kind: 'open.failed' } };
    for (const change of [
      { class: 'C1' as const },
      { level: 'L2' as const },
      { day: '2026-11-20' },
      { epoch: 2 },
      { part: 'title' as const },
      { to: randomId<Alias>() },
      { env: randomId<EnvelopeId>() },
    ])
      expect(await openWrap({ ...good, context: { ...context, ...change } })).toEqual(refused);
    expect(await openWrap({ ...good, headerSha256: jsonSha256({ ...header, purpose: 'other' }) })).toEqual(refused);
    expect(await openWrap({ ...good, wrap: wraps.title })).toEqual(refused);
    expect(await openWrap({ ...good, boxKey: generateKemPrivate(shishobakoSuite.kem) })).toEqual(refused);
  });

  it('a release opens only on its device, for its decision, envelope, part and key', async () => {
    const { envelope } = seal();
    const { header } = envelope;
    const base = { env: header.env, part: 'content' as const, kid: header.kid, decision };
    const sealed = sealRelease({ key: new Uint8Array(32).fill(5), ...base, device: p256PointToJwk(device.publicKey) });
    expect((await openRelease({ sealed, ...base, device })).ok).toBe(true);
    for (const change of [
      { decision: randomId<DecisionId>() },
      { part: 'title' as const },
      { kid: randomId<KeyId>() },
      { env: randomId<EnvelopeId>() },
      { device: await generateKemKey() },
    ])
      expect((await openRelease({ sealed, ...base, device, ...change })).ok).toBe(false);
  });

  it('refuses what cannot be sent, by name', () => {
    const r = request();
    const withParts = (p: SealRequest['letter']['parts']) => sealEnvelope({ ...r, letter: { ...r.letter, parts: p } });
    expect(withParts([])).toEqual({ ok: false, error: { kind: 'parts.count', max: 20 } });
    expect(withParts(Array.from({ length: 21 }, () => parts[0]))).toEqual({ ok: false, error: { kind: 'parts.count', max: 20 } });
    const huge = { ...parts[1], bytes: new Uint8Array(50 * 1024 * 1024 + 1) };
    expect(withParts([parts[0], huge])).toEqual({ ok: false, error: { kind: 'part.too-large', i: 1, max: 52_428_800 } });
    const badKey = { ...r.recipient, publicKey: flip(boxKey.publicKey, 64) };
    expect(sealEnvelope({ ...r, recipient: badKey })).toEqual({ ok: false, error: { kind: 'recipient-key.malformed' } });
    expect(sealEnvelope({ ...r, letter: { ...r.letter, title: '' } })).toEqual({
      ok: false,
      error: { kind: 'fields.invalid', path: 'title' },
    });
    expect(sealEnvelope({ ...r, fields: { ...r.fields, purpose: 'Not A Purpose' } })).toEqual({
      ok: false,
      error: { kind: 'fields.invalid', path: 'purpose' },
    });
  });
});
