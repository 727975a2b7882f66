// jades.verify against RFC 7515, RFC 7797 and TS 119 182-1, cases written from the text: critical parameters, unencoded content, detached objects,
// and the references to the signing certificate.
import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { conformPki } from '../src/conform.ts';
import { digestOf } from '../src/x509/digest-algorithm.ts';
import { b64, makeRoot, makeServer } from './made-certificate.ts';
import { now } from './test-authority.ts';

const root = makeRoot();
const leaf = makeServer(root);
const other = makeServer(root);
const content = Buffer.from('架空の申請.');
const url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');
const hash = (bytes: Uint8Array | string, name = 'sha256'): string => url(digestOf(name, Buffer.from(bytes)));
const sigT = `${new Date(now).toISOString().slice(0, 19)}Z`;
const base = { alg: 'ES256', x5c: [leaf.text], 'x5t#S256': hash(leaf.der), sigT };
const uri = 'http://uri.etsi.org/19182/';

type Header = Record<string, unknown>;
type Change = {
  header?: Header;
  drop?: string[];
  signed?: Uint8Array | string;
  payload?: string;
  detached?: Uint8Array | null;
  raw?: string;
};

async function judge({ header = {}, drop = [], signed, payload, detached = content, raw }: Change): Promise<unknown> {
  const whole: Header = { ...base, ...header };
  for (const name of drop) delete whole[name];
  const text = url(raw ?? JSON.stringify(whole));
  const bytes = signed ?? (whole.b64 === false ? content : url(content));
  const input = Buffer.concat([Buffer.from(`${text}.`), Buffer.from(bytes)]);
  const signature = url(sign('sha256', input, { key: leaf.key, dsaEncoding: 'ieee-p1363' }));
  const data = JSON.stringify({ protected: text, signature, ...(payload !== undefined && { payload }) });
  const verdict = await conformPki('jades.verify', {
    ...{ data, trustAnchors: [root.text], time: new Date(now).toISOString() },
    ...(detached && { detached: b64(detached) }),
  });
  if (!verdict.ok) return verdict.error.code;
  const [signer] = (verdict.result as { signers: { intact: boolean; reason?: string }[] }).signers;
  return signer?.reason ?? signer?.intact;
}

describe('critical parameters', () => {
  it.each<[string, Change, unknown]>([
    ['none', {}, true],
    ['an empty list', { header: { crit: [] } }, 'critical-parameter'],
    ['no list', { header: { crit: 'sigT' } }, 'critical-parameter'],
    ['one that is not there', { header: { crit: ['sigPId'] } }, 'critical-parameter'],
    ['one twice', { header: { crit: ['sigT', 'sigT'] } }, 'critical-parameter'],
    ['one nobody knows', { header: { crit: ['exp'], exp: 1 } }, 'critical-parameter'],
    ['one of the standard’s own', { header: { crit: ['alg'] } }, 'critical-parameter'],
    ['a name of the prototype', { header: { crit: ['constructor'] } }, 'critical-parameter'],
    ['crit itself', { header: { crit: ['crit'] } }, 'critical-parameter'],
    ['the signing time', { header: { crit: ['sigT'] } }, true],
    ['a number', { header: { crit: [1] } }, 'critical-parameter'],
  ])('%s', async (_what, change, expected) => {
    expect(await judge(change)).toBe(expected);
  });
});

describe('unencoded content', () => {
  it.each<[string, Change, unknown]>([
    ['false and critical', { header: { b64: false, crit: ['b64'] } }, true],
    ['false, not critical', { header: { b64: false } }, 'critical-parameter'],
    ['true and critical', { header: { b64: true, crit: ['b64'] } }, true],
    ['signed encoded while it says it is not', { header: { b64: false, crit: ['b64'] }, signed: url(content) }, 'signature'],
    ['signed plain while it says it is encoded', { signed: content }, 'signature'],
    ['as text', { header: { b64: 'false', crit: ['b64'] } }, 'critical-parameter'],
    ['attached and plain', { header: { b64: false, crit: ['b64'] }, payload: content.toString(), detached: null }, true],
    ['attached and no base64url', { payload: 'a b', signed: 'a b', detached: null }, 'malformed'],
    ['attached, other than what the caller holds', { payload: url('x'), signed: url('x') }, 'content'],
    ['neither attached nor held', { detached: null }, 'no-content'],
  ])('%s', async (_what, change, expected) => {
    expect(await judge(change)).toBe(expected);
  });
});

describe('detached objects', () => {
  const byHash = (more: Header = {}): Header => ({
    crit: ['sigD'],
    sigD: { mId: `${uri}ObjectIdByURIHash`, pars: ['a.json'], hashM: 'S256', hashV: [hash(url(content))], ...more },
  });
  const byUri = (more: Header = {}): Header => ({ crit: ['sigD'], sigD: { mId: `${uri}ObjectIdByURI`, pars: ['a.json'], ...more } });
  it.each<[string, Change, unknown]>([
    ['by reference', { header: byUri() }, true],
    ['by hash', { header: byHash(), signed: '' }, true],
    ['by hash of the plain bytes', { header: byHash({ hashV: [hash(content)] }), signed: '' }, true],
    ['by SHA-512', { header: byHash({ hashM: 'S512', hashV: [hash(url(content), 'sha512')] }), signed: '' }, true],
    ['by hash, the content signed too', { header: byHash() }, 'signature'],
    ['by the hash of something else', { header: byHash({ hashV: [hash('x')] }), signed: '' }, 'content'],
    ['by a hash that is no name', { header: byHash({ hashM: 'toString' }), signed: '' }, 'algorithm-refused'],
    ['by SHA-1', { header: byHash({ hashM: 'S1' }), signed: '' }, 'algorithm-refused'],
    ['two hashes for one object', { header: byHash({ hashV: [hash(url(content)), hash('x')] }), signed: '' }, 'content'],
    ['two objects, one held', { header: byHash({ pars: ['a', 'b'] }), signed: '' }, 'content'],
    ['of HTTP headers, which nobody handed over', { header: byUri({ mId: `${uri}HttpHeaders`, pars: ['digest'] }), signed: '' }, 'content'],
    ['of an unknown kind', { header: byUri({ mId: 'urn:x' }) }, 'content'],
    ['not critical', { header: { sigD: byUri().sigD } }, 'critical-parameter'],
    ['with a payload beside', { header: byUri(), payload: url(content) }, 'malformed'],
    ['that are none', { header: { crit: ['sigD'], sigD: 'a.json' } }, 'malformed'],
    ['not held', { header: byUri(), detached: null }, 'no-content'],
  ])('%s', async (_what, change, expected) => {
    expect(await judge(change)).toBe(expected);
  });
});

describe('the signing certificate', () => {
  const named = (certificate: Uint8Array, digAlg = 'S256', name = 'sha256') => ({ digAlg, digVal: hash(certificate, name) });
  it.each<[string, Change, unknown]>([
    ['a reference to another', { header: { 'x5t#S256': hash(other.der) } }, 'signing-certificate'],
    ['a reference padded', { header: { 'x5t#S256': `${hash(leaf.der)}=` } }, 'signing-certificate'],
    ['a reference that is no text', { header: { 'x5t#S256': 7 } }, 'signing-certificate'],
    ['the right reference and another certificate', { header: { x5c: [other.text] } }, 'signing-certificate'],
    [
      'another certificate and its reference: not its signature',
      { header: { x5c: [other.text], 'x5t#S256': hash(other.der) } },
      'signature',
    ],
    ['another certificate after it', { header: { x5c: [leaf.text, other.text] } }, true],
    ['another certificate before it', { header: { x5c: [other.text, leaf.text] } }, 'signing-certificate'],
    ['by SHA-512', { header: { 'x5t#o': named(leaf.der, 'S512', 'sha512') }, drop: ['x5t#S256'] }, true],
    ['by SHA-512, of another', { header: { 'x5t#o': named(other.der, 'S512', 'sha512') } }, 'signing-certificate'],
    [
      'by SHA-1 alone',
      { header: { 'x5t#o': { digAlg: 'S1', digVal: hash(leaf.der, 'sha1') } }, drop: ['x5t#S256'] },
      'signing-certificate',
    ],
    ['in a list', { header: { sigX5ts: [named(leaf.der), named(other.der)] }, drop: ['x5t#S256'] }, true],
    ['in a list, another first', { header: { sigX5ts: [named(other.der), named(leaf.der)] }, drop: ['x5t#S256'] }, 'signing-certificate'],
    ['an empty list', { header: { sigX5ts: [] }, drop: ['x5t#S256'] }, 'signing-certificate'],
    ['nothing but a key id', { header: { kid: 'x' }, drop: ['x5c', 'x5t#S256'] }, 'no-certificate'],
    ['a key in the header', { header: { jwk: leaf.spki }, drop: ['x5c', 'x5t#S256'] }, 'no-certificate'],
    ['an algorithm for other keys', { header: { alg: 'RS256' } }, 'signature'],
    ['a keyed hash', { header: { alg: 'HS256' } }, 'algorithm-refused'],
    ['a header with a name twice', { raw: JSON.stringify(base).replace('{', '{"alg":"none",') }, true],
  ])('%s', async (_what, change, expected) => {
    expect(await judge(change)).toBe(expected);
  });
});
