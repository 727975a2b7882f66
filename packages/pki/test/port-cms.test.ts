// cms.verify and timestamp.verify against RFC 5652, RFC 5035 and RFC 3161, cases written from the text: every part of a signer by hand.
import { describe, expect, it } from 'vitest';
import { cmsOids } from '../src/cms/oids.ts';
import { conformPki } from '../src/conform.ts';
import { content as contentOf, whole } from '../src/der/read.ts';
import { context, contextPrimitive, generalizedTime, nil, octets, oid, seq, setOf, tlv, uint, utf8String } from '../src/der/write.ts';
import { type ExtensionToWrite, writeExtensions } from '../src/issue/build-certificate.ts';
import { extendedKeyUsageExtension, keyUsageExtension } from '../src/issue/extensions.ts';
import { signerFor } from '../src/issue/signer.ts';
import { oids } from '../src/oids.ts';
import { readCertificate } from '../src/x509/certificate.ts';
import { digestOf } from '../src/x509/digest-algorithm.ts';
import { b64, type Made, makeRoot, makeServer, unknownCritical } from './made-certificate.ts';
import { now } from './test-authority.ts';

const root = makeRoot();
const leaf = makeServer(root);
const other = makeServer(root);
const time = new Date(now).toISOString();
const data = Buffer.from('架空の申請');
const sha256 = seq(oid(oids.sha256));
const attribute = (type: string, ...values: Uint8Array[]): Uint8Array => seq(oid(type), tlv(0x31, ...values));
const ess = (certificate: Made, ...more: Uint8Array[]): Uint8Array =>
  attribute(cmsOids.signingCertificateV2, seq(seq(seq(octets(digestOf('sha256', certificate.der)), ...more))));

type Attributes = { type: Uint8Array; digest: Uint8Array; ess: Uint8Array };
type Change = {
  readonly by?: Made;
  readonly type?: string;
  readonly content?: Uint8Array;
  /** As they travel. */
  readonly attributes?: (a: Attributes) => Uint8Array[];
  /** As they are signed; sorted unless told otherwise. */
  readonly signedAs?: (attributes: readonly Uint8Array[]) => Uint8Array;
  readonly digestAlgorithm?: Uint8Array;
};

function signerInfo({ by = leaf, type = cmsOids.data, content = data, ...change }: Change): Uint8Array {
  const plain: Attributes = {
    type: attribute(cmsOids.contentType, oid(type)),
    digest: attribute(cmsOids.messageDigest, octets(digestOf('sha256', content))),
    ess: ess(by),
  };
  const sorted = (list: readonly Uint8Array[]) => [...list].sort(Buffer.compare);
  const sent = change.attributes?.(plain) ?? sorted(Object.values(plain));
  const { algorithm, sign } = signerFor(by.key);
  const certificate = readCertificate(by.der);
  return seq(
    uint(1),
    seq(certificate.issuer.der, uint(Buffer.from(certificate.serial, 'hex'))),
    change.digestAlgorithm ?? sha256,
    ...(sent.length > 0 ? [tlv(0xa0, ...sent)] : []),
    algorithm,
    octets(sign(sent.length === 0 ? content : (change.signedAs?.(sent) ?? setOf(...sent)))),
  );
}
type Whole = { readonly type?: string; readonly content?: Uint8Array; readonly certificates?: readonly Made[] };
function signedData(
  infos: readonly Uint8Array[],
  { type = cmsOids.data, content = data, certificates = [leaf, other] }: Whole = {},
): Uint8Array {
  const bag = tlv(0xa0, contentOf(whole(setOf(...certificates.map((c) => c.der)))));
  return seq(
    oid(cmsOids.signedData),
    context(
      0,
      seq(uint(type === cmsOids.data ? 1 : 3), setOf(sha256), seq(oid(type), context(0, octets(content))), bag, tlv(0x31, ...infos)),
    ),
  );
}

async function judge(changes: readonly Change[], more: Whole = {}): Promise<unknown> {
  const input = { data: b64(signedData(changes.map(signerInfo), more)), trustAnchors: [root.text], time };
  const verdict = await conformPki('cms.verify', input);
  if (!verdict.ok) return verdict.error.code;
  return (verdict.result as { signers: { intact: boolean; reason?: string }[] }).signers.map(({ intact, reason }) => reason ?? intact);
}

describe('one signer', () => {
  it.each<[string, Change, unknown]>([
    ['as it should be', {}, true],
    ['attributes that travel out of order, signed in order', { attributes: (a) => [a.ess, a.digest, a.type] }, true],
    ['no content type', { attributes: (a) => [a.digest, a.ess] }, 'content-type'],
    ['no message digest', { attributes: (a) => [a.type, a.ess] }, 'message-digest'],
    [
      'another content type',
      { attributes: (a) => [attribute(cmsOids.contentType, oid(cmsOids.signedData)), a.digest, a.ess] },
      'content-type',
    ],
    [
      'two values of the digest',
      { attributes: (a) => [a.type, attribute(cmsOids.messageDigest, octets(digestOf('sha256', data)), octets(Buffer.alloc(32))), a.ess] },
      'malformed',
    ],
    ['an attribute without a value', { attributes: (a) => [a.type, a.digest, a.ess, attribute(cmsOids.signingTime)] }, 'malformed'],
    ['the digest attribute twice', { attributes: (a) => [a.type, a.digest, a.digest, a.ess] }, 'malformed'],
    [
      'a signing time twice',
      { attributes: (a) => [a.type, a.digest, a.ess, ...[1, 2].map(() => attribute(cmsOids.signingTime, generalizedTime(now)))] },
      'malformed',
    ],
    ['a reference to another certificate', { attributes: (a) => [a.type, a.digest, ess(other)] }, 'signing-certificate'],
    [
      'a reference with another serial number',
      { attributes: (a) => [a.type, a.digest, ess(leaf, seq(seq(context(4, root.name)), uint(77)))] },
      'signing-certificate',
    ],
    ['signed over [0] instead of SET', { signedAs: (list) => tlv(0xa0, ...list) }, 'signature'],
    ['no attributes, data', { attributes: () => [] }, true],
    ['a digest with parameters', { digestAlgorithm: seq(oid(oids.sha256), utf8String('x')) }, 'algorithm-refused'],
    ['a digest with NULL', { digestAlgorithm: seq(oid(oids.sha256), nil()) }, true],
    ['a digest by SHA-1', { digestAlgorithm: seq(oid(oids.sha1)) }, 'algorithm-refused'],
  ])('%s', async (_what, change, expected) => {
    expect(await judge([change])).toEqual([expected]);
  });

  it('no attributes, other content than data (RFC 5652 §5.3)', async () => {
    const type = cmsOids.tstInfo;
    expect(await judge([{ type, attributes: () => [] }], { type })).toEqual(['content-type']);
  });
});

describe('several signers', () => {
  it.each<[string, Change, unknown]>([
    ['one over other content', { by: other, content: Buffer.from('x') }, 'message-digest'],
    ['one with an attribute twice', { by: other, attributes: (a) => [a.type, a.digest, a.digest, a.ess] }, 'malformed'],
    ['one whose certificate is not there', { by: makeServer(root) }, 'no-certificate'],
    ['one without content type', { by: other, attributes: (a) => [a.digest, a.ess] }, 'content-type'],
  ])('%s spoils no other', async (_what, broken, reason) => {
    expect(await judge([{}, broken])).toEqual([true, reason]);
    expect(await judge([broken, {}])).toEqual([reason, true]);
  });

  it('none at all', async () => {
    expect(await judge([])).toEqual([]);
  });
});

describe('a time stamp', () => {
  const forStamps = (critical = true): Record<string, ExtensionToWrite | null> => ({
    [oids.extendedKeyUsage]: extendedKeyUsageExtension(critical, oids.timeStamping),
    [oids.subjectAltName]: null,
  });
  const unit = makeServer(root, { extensions: forStamps() });
  type Info = { policy: Uint8Array; imprint: Uint8Array; serial: Uint8Array; genTime: Uint8Array; more: Uint8Array[] };
  async function stamp(
    change: Partial<Info> & { by?: Made; attributes?: Change['attributes']; version?: number } = {},
    signers = 1,
  ): Promise<unknown> {
    const { by = unit } = change;
    const content = seq(
      uint(change.version ?? 1),
      change.policy ?? oid('1.2.3.4'),
      change.imprint ?? seq(sha256, octets(digestOf('sha256', data))),
      change.serial ?? uint(7),
      change.genTime ?? generalizedTime(now),
      ...(change.more ?? []),
    );
    const type = cmsOids.tstInfo;
    const info = signerInfo({ by, type, content, ...(change.attributes && { attributes: change.attributes }) });
    const token = b64(signedData(Array(signers).fill(info), { type, content, certificates: [by] }));
    const verdict = await conformPki('timestamp.verify', { token, data: b64(data), trustAnchors: [root.text], time });
    if (!verdict.ok) return verdict.error.code;
    const { valid, reason } = verdict.result as { valid: boolean; reason?: string };
    return valid || reason;
  }
  const made = (extensions: Record<string, ExtensionToWrite | null>) => makeServer(root, { extensions });
  const millis = (n: number) => contextPrimitive(0, Uint8Array.of(n >> 8, n & 255));

  it.each<[string, () => Promise<unknown>, unknown]>([
    ['as it should be', () => stamp(), true],
    [
      'accurate to a second, 500 milliseconds and 20 microseconds',
      () => stamp({ more: [seq(uint(1), millis(500), contextPrimitive(1, Uint8Array.of(20)))] }),
      true,
    ],
    ['accurate to 0 milliseconds', () => stamp({ more: [seq(millis(0).slice())] }), 'malformed'],
    ['accurate to 1,000 milliseconds', () => stamp({ more: [seq(millis(1000))] }), 'malformed'],
    ['accurate in words', () => stamp({ more: [seq(utf8String('about'))] }), 'malformed'],
    [
      'with ordering, nonce and name',
      () => stamp({ more: [tlv(1, Uint8Array.of(255)), uint(99), context(0, context(4, unit.name))] }),
      true,
    ],
    ['with the name of somebody else', () => stamp({ more: [context(0, context(4, root.name))] }), 'signature'],
    [
      'with a fraction of a second',
      () => stamp({ genTime: tlv(0x18, Buffer.from(`${new Date(now - 5000).toISOString().replace(/\D/g, '').slice(0, 14)}.25Z`)) }),
      true,
    ],
    ['with a fraction that ends in zero', () => stamp({ genTime: tlv(0x18, Buffer.from('20240101000000.50Z')) }), 'malformed'],
    ['with local time', () => stamp({ genTime: tlv(0x18, Buffer.from('20240101000000+0900')) }), 'malformed'],
    ['version 2', () => stamp({ version: 2 }), 'malformed'],
    ['of other data', () => stamp({ imprint: seq(sha256, octets(Buffer.alloc(32))) }), 'imprint'],
    [
      'of a longer imprint',
      () => stamp({ imprint: seq(sha256, octets(Buffer.concat([digestOf('sha256', data), Buffer.alloc(1)]))) }),
      'imprint',
    ],
    ['without ESSCertID', () => stamp({ attributes: (a) => [a.type, a.digest] }), 'signature'],
    ['with the ESSCertID of another', () => stamp({ attributes: (a) => [a.type, a.digest, ess(other)] }), 'signature'],
    ['by a key that is for stamps, but not critically', () => stamp({ by: made(forStamps(false)) }), 'purpose'],
    ['by a key for other things', () => stamp({ by: made({}) }), 'purpose'],
    [
      'by a key for stamps and other things',
      () =>
        stamp({
          by: made({ ...forStamps(), [oids.extendedKeyUsage]: extendedKeyUsageExtension(true, oids.timeStamping, oids.serverAuth) }),
        }),
      'purpose',
    ],
    [
      'by a key that may not sign',
      () => stamp({ by: made({ ...forStamps(), [oids.keyUsage]: keyUsageExtension('keyEncipherment') }) }),
      'key-usage',
    ],
    ['by two signers', () => stamp({}, 2), 'malformed'],
    ['with something critical', () => stamp({ more: [tlv(0xa1, contentOf(whole(writeExtensions([unknownCritical]))))] }), 'malformed'],
    [
      'with an extension twice',
      () => stamp({ more: [tlv(0xa1, contentOf(whole(writeExtensions([1, 2].map(() => ({ ...unknownCritical, critical: false }))))))] }),
      'malformed',
    ],
    ['from the future', () => stamp({ genTime: generalizedTime(now + 5000) }), 'future'],
    ['from before the certificate', () => stamp({ genTime: generalizedTime(now - 2 * 365 * 86_400_000) }), 'not-yet-valid'],
  ])('%s', async (_what, ask, expected) => {
    expect(await ask()).toBe(expected);
  });
});
