// x509.ocsp and x509.crl against RFC 6960 and RFC 5280 §5, cases written from the text: who may answer, how it is named, which of several answers
// counts, and extensions given twice.
import { describe, expect, it } from 'vitest';
import { conformPki } from '../src/conform.ts';
import { bits, context, time as derTime, enumerated, nil, octets, oid, seq, uint } from '../src/der/write.ts';
import { writeExtensions } from '../src/issue/build-certificate.ts';
import { extendedKeyUsageExtension, keyUsageExtension } from '../src/issue/extensions.ts';
import { signerFor } from '../src/issue/signer.ts';
import { oids } from '../src/oids.ts';
import { readCertificate } from '../src/x509/certificate.ts';
import { b64, type Made, makeAuthority, makeRoot, makeServer, unknownCritical } from './made-certificate.ts';
import { madeOcsp, type OcspChange } from './made-ocsp.ts';
import { now } from './test-authority.ts';

const root = makeRoot();
const leaf = makeServer(root);
const other = makeServer(root);
const twin = makeRoot({ name: root.name });
const forOcsp = { [oids.extendedKeyUsage]: extendedKeyUsageExtension(false, oids.ocspSigning) };
const noCheck = { oid: oids.ocspNoCheck, value: nil() };
const nonce = { oid: oids.ocspNonce, value: octets(new Uint8Array(32).fill(9)) };
const note = { oid: '1.3.6.1.4.1.55738.666.2', value: nil() };
const responder = makeServer(root, { extensions: forOcsp });
const about = { about: leaf, issuer: root };

async function ask(change: Partial<OcspChange>, more: object = {}): Promise<unknown> {
  const ocspResponse = b64(madeOcsp({ by: responder, singles: [about], ...change }));
  const time = new Date(now).toISOString();
  const verdict = await conformPki('x509.ocsp', { certificate: leaf.text, issuer: root.text, ocspResponse, time, ...more });
  return verdict.ok ? verdict.result : verdict.error.code;
}

describe('who answers', () => {
  const made = (change: Parameters<typeof makeServer>[1]): Made => makeServer(root, change);
  it.each<[string, () => Partial<OcspChange>, unknown]>([
    ['a delegate named by key', () => ({}), 'GOOD'],
    ['a delegate named by name', () => ({ byName: true }), 'GOOD'],
    ['the issuer itself, by key, by name, with no certificate', () => ({ by: root, certificates: [], byName: true }), 'GOOD'],
    ['the issuer itself, by key', () => ({ by: root, certificates: [] }), 'GOOD'],
    ['a delegate with id-pkix-ocsp-nocheck', () => ({ by: made({ extensions: { ...forOcsp, [noCheck.oid]: noCheck } }) }), 'GOOD'],
    [
      'a delegate with a critical id-pkix-ocsp-nocheck',
      () => ({ by: made({ extensions: { ...forOcsp, [noCheck.oid]: { ...noCheck, critical: true } } }) }),
      'GOOD',
    ],
    ['one without the extended key usage', () => ({ by: made({}) }), 'UNKNOWN'],
    [
      'one for any usage',
      () => ({ by: made({ extensions: { [oids.extendedKeyUsage]: extendedKeyUsageExtension(false, '2.5.29.37.0') } }) }),
      'UNKNOWN',
    ],
    ['one whose extended key usage is left out', () => ({ by: made({ extensions: { [oids.extendedKeyUsage]: null } }) }), 'UNKNOWN'],
    [
      'one that may only encipher keys',
      () => ({ by: made({ extensions: { ...forOcsp, [oids.keyUsage]: keyUsageExtension('keyEncipherment') } }) }),
      'UNKNOWN',
    ],
    ['one that has expired', () => ({ by: made({ extensions: forOcsp, notAfter: now - 1000 }) }), 'UNKNOWN'],
    ['a delegate of another authority of the same name', () => ({ by: makeServer(twin, { extensions: forOcsp }) }), 'UNKNOWN'],
    ['a delegate of a delegate', () => ({ by: makeServer(makeAuthority(root), { extensions: forOcsp }) }), 'UNKNOWN'],
    ['the certificate about itself', () => ({ by: leaf }), 'UNKNOWN'],
    ['a delegate whose certificate is not there', () => ({ certificates: [] }), 'UNKNOWN'],
    ['a delegate named as somebody else', () => ({ named: other }), 'UNKNOWN'],
    ['the delegate’s certificate after others', () => ({ certificates: [other, leaf, responder] }), 'GOOD'],
  ])('%s', async (_who, change, expected) => {
    expect(await ask(change())).toBe(expected);
  });
});

describe('what is answered', () => {
  const revoked = { ...about, status: 'revoked' as const };
  it.each<[string, Partial<OcspChange>, unknown, object?]>([
    ['revoked', { singles: [revoked] }, 'REVOKED'],
    ['unknown', { singles: [{ ...about, status: 'unknown' }] }, 'UNKNOWN'],
    ['about another only', { singles: [{ about: other, issuer: root }] }, 'UNKNOWN'],
    ['about this one under another issuer of the same name', { singles: [{ about: leaf, issuer: twin }] }, 'UNKNOWN'],
    ['about another, then this one', { singles: [{ about: other, issuer: root, status: 'revoked' }, about] }, 'GOOD'],
    ['good and revoked', { singles: [about, revoked] }, 'REVOKED'],
    ['good, and revoked long ago', { singles: [about, { ...revoked, nextUpdate: now - 1000, thisUpdate: now - 5000 }] }, 'GOOD'],
    ['nothing', { singles: [] }, 'UNKNOWN'],
    ['too early', { singles: [{ ...about, thisUpdate: now + 120_000 }] }, 'UNKNOWN'],
    ['too late', { singles: [{ ...about, thisUpdate: now - 5000, nextUpdate: now - 1000 }] }, 'UNKNOWN'],
    ['without a next update', { singles: [{ ...about, nextUpdate: null }] }, 'GOOD'],
    ['older than asked', { singles: [{ ...about, thisUpdate: now - 90_000 }] }, 'UNKNOWN', { maxAgeSeconds: 60 }],
    ['with a nonce nobody sent', { extensions: [nonce] }, 'GOOD'],
    ['with a note', { extensions: [note], singles: [{ ...about, extensions: [note] }] }, 'GOOD'],
    ['with something critical', { extensions: [unknownCritical] }, 'UNKNOWN'],
    ['with something critical about this one', { singles: [{ ...about, extensions: [unknownCritical] }] }, 'UNKNOWN'],
    ['with something critical about another', { singles: [{ about: other, issuer: root, extensions: [unknownCritical] }, about] }, 'GOOD'],
    ['with an extension twice', { extensions: [nonce, nonce] }, 'UNKNOWN'],
    ['with an extension twice about this one', { singles: [{ ...about, extensions: [note, note] }] }, 'UNKNOWN'],
  ])('%s', async (_what, change, expected, more = {}) => {
    expect(await ask(change, more)).toBe(expected);
  });
});

describe('a list', () => {
  const number = { oid: oids.crlNumber, value: uint(1) };
  const reason = { oid: oids.reasonCode, value: enumerated(1) };
  async function askList(
    extensions: Parameters<typeof writeExtensions>[0],
    entry?: Parameters<typeof writeExtensions>[0],
  ): Promise<unknown> {
    const signer = signerFor(root.key);
    const serial = uint(Buffer.from(readCertificate(other.der).serial, 'hex'));
    const entries = entry ? [seq(seq(serial, derTime(now - 5000), writeExtensions(entry)))] : [];
    const tbs = seq(
      uint(1),
      signer.algorithm,
      root.name,
      derTime(now - 1000),
      derTime(now + 60_000),
      ...entries,
      context(0, writeExtensions(extensions)),
    );
    const crl = b64(seq(tbs, signer.algorithm, bits(signer.sign(tbs))));
    const verdict = await conformPki('x509.crl', { certificate: leaf.text, issuer: root.text, crl, time: new Date(now).toISOString() });
    return verdict.ok ? verdict.result : verdict.error.code;
  }
  it.each<[string, ReturnType<typeof askList> | (() => Promise<unknown>), unknown]>([
    ['as it should be', () => askList([number], [reason]), 'GOOD'],
    ['with an extension twice', () => askList([number, number]), 'UNKNOWN'],
    ['with an entry extension twice', () => askList([number], [reason, reason]), 'UNKNOWN'],
    ['with something critical in an entry about another', () => askList([number], [reason, unknownCritical]), 'UNKNOWN'],
  ])('%s', async (_what, answer, expected) => {
    expect(await (typeof answer === 'function' ? answer() : answer)).toBe(expected);
  });
});

it('is not read when the response is of another type', async () => {
  const response = b64(seq(enumerated(0), context(0, seq(oid('1.3.6.1.5.5.7.48.1.2'), octets(seq())))));
  const verdict = await conformPki('x509.ocsp', {
    certificate: leaf.text,
    issuer: root.text,
    ocspResponse: response,
    time: new Date(now).toISOString(),
  });
  expect(verdict).toEqual({ ok: true, result: 'UNKNOWN' });
});
