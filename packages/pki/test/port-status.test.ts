// x509.ocsp, cms.verify, jose.verify and sig.verify through the port: cases of other people's suites that once came out wrong.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildSignedData } from '../src/cms/build-signed-data.ts';
import { conformPki } from '../src/conform.ts';
import { nil } from '../src/der/write.ts';
import { buildOcspResponse } from '../src/issue/build-ocsp-response.ts';
import { extendedKeyUsageExtension } from '../src/issue/extensions.ts';
import { signerFor } from '../src/issue/signer.ts';
import { oids } from '../src/oids.ts';
import { certIdFor } from '../src/revocation/ocsp-request.ts';
import { readCertificate } from '../src/x509/certificate.ts';
import { b64, type Made, makeRoot, makeServer, unknownCritical } from './made-certificate.ts';
import { now } from './test-authority.ts';

const root = makeRoot();
const leaf = makeServer(root);
const time = new Date(now).toISOString();
const outcome = async (op: string, input: object): Promise<unknown> => {
  const verdict = await conformPki(op, input);
  return verdict.ok ? verdict.result : verdict.error.code;
};

describe('x509.ocsp and x509.crl', () => {
  const responder = (more = {}): Made =>
    makeServer(root, { extensions: { [oids.extendedKeyUsage]: extendedKeyUsageExtension(false, oids.ocspSigning), ...more } });
  const answer = (by: Made, hash: 'sha256' | 'sha384' | 'sha512' = 'sha256'): Uint8Array => {
    const id = certIdFor(readCertificate(root.der), readCertificate(leaf.der).serial, hash);
    const answers = [{ id, status: 'good' as const, thisUpdate: now, nextUpdate: now + 1000 }];
    return buildOcspResponse({ producedAt: now, answers, nonce: undefined, responderCertificate: by.der }, signerFor(by.key));
  };
  const ask = (op: string, field: string, bytes: Uint8Array): Promise<unknown> =>
    outcome(op, { certificate: leaf.text, issuer: root.text, [field]: b64(bytes), time });

  it.each(['sha256', 'sha384', 'sha512'] as const)('knows a certificate by %s', async (hash) => {
    expect(await ask('x509.ocsp', 'ocspResponse', answer(responder(), hash))).toBe('GOOD');
  });

  it('believes no responder with an extension it must understand and does not', async () => {
    const strange = responder({ [unknownCritical.oid]: unknownCritical });
    expect(await ask('x509.ocsp', 'ocspResponse', answer(strange))).toBe('UNKNOWN');
  });

  it('tells what is of no use from what is no DER', async () => {
    for (const [op, field] of [['x509.ocsp', 'ocspResponse'] as const, ['x509.crl', 'crl'] as const]) {
      expect(await ask(op, field, root.der)).toBe('UNKNOWN');
      expect(await ask(op, field, nil())).toBe('UNKNOWN');
      expect(await ask(op, field, root.der.subarray(1))).toBe('input.malformed');
      expect(await ask(op, field, new Uint8Array())).toBe('input.malformed');
    }
  });
});

describe('cms.verify', () => {
  it('judges the content the caller holds, whatever the data carries', async () => {
    const content = Buffer.from('this');
    const signers = [{ certificate: leaf.der, ...signerFor(leaf.key) }];
    const data = b64(await buildSignedData({ content, detached: false, signers, certificates: [leaf.der] }));
    expect(await outcome('cms.verify', { data })).toMatchObject({ signers: [{ intact: true }] });
    expect(await outcome('cms.verify', { data, detached: b64(content) })).toMatchObject({ signers: [{ intact: true }] });
    expect(await outcome('cms.verify', { data, detached: b64(Buffer.from('that')) })).toMatchObject({
      signers: [{ intact: false, reason: 'message-digest' }],
    });
  });

  it('names a refused key as such', async () => {
    const key = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    const short = makeServer(root, { key });
    const signers = [{ certificate: short.der, ...signerFor(key) }];
    const data = b64(await buildSignedData({ content: Buffer.from('x'), detached: false, signers, certificates: [short.der] }));
    expect(await outcome('cms.verify', { data })).toMatchObject({ signers: [{ intact: false, reason: 'algorithm-refused' }] });
  });
});

describe('jose.verify', () => {
  const base64url = (text: string): string => Buffer.from(text).toString('base64url');
  const jwkOf = (key: KeyObject): object => {
    const { d: _d, ...rest } = key.export({ format: 'jwk' });
    return rest;
  };
  function token(key: KeyObject, header: object, hash: string | null): string {
    const input = `${base64url(JSON.stringify(header))}.${base64url('payload')}`;
    const signature = sign(hash, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
    return `${input}.${signature.toString('base64url')}`;
  }
  const ed448 = generateKeyPairSync('ed448').privateKey;
  const secp256k1 = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey;
  const good = { payload: base64url('payload'), index: 0 };

  it.each<[string, KeyObject, string | null]>([
    ['ES256K', secp256k1, 'sha256'],
    ['Ed448', ed448, null],
    ['EdDSA', ed448, null],
  ])('%s beyond the library', async (alg, key, hash) => {
    const ask = (text: string, more = {}): Promise<unknown> => outcome('jose.verify', { token: text, jwk: jwkOf(key), ...more });
    const valid = token(key, { alg }, hash);
    expect(await ask(valid)).toEqual(good);
    expect(await ask(valid, { algorithms: ['ES256'] })).toBe('jws.invalid');
    expect(await ask(token(key, { alg, crit: ['x'], x: 1 }, hash))).toBe('jws.invalid');
    expect(await ask(valid.replace(base64url('payload'), base64url('another')))).toBe('jws.invalid');
  });

  it('refuses a short RSA key by name', async () => {
    const key = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    expect(await outcome('jose.verify', { token: token(key, { alg: 'RS256' }, 'sha256'), jwk: jwkOf(key) })).toBe('alg.refused');
  });
});

describe('sig.verify', () => {
  it('refuses an algorithm before it looks at the key', async () => {
    const input = { publicKeyPem: 'no key', message: '', signature: '' };
    expect(await outcome('sig.verify', { ...input, alg: 'RS1' })).toBe('alg.refused');
    expect(await outcome('sig.verify', { ...input, alg: 'RS256' })).toBe('input.malformed');
  });
});
